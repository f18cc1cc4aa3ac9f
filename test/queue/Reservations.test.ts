import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Reservations, reservedForMs, type Claim } from '../../src/queue/Reservations';

/** One set of names for all tabs, as a browser's locks are. */
function madeLocks(): { claim: Claim; taken: Set<string> } {
  const taken = new Set<string>();
  const claim: Claim = async (name) => {
    await Promise.resolve();
    if (taken.has(name)) return null;
    taken.add(name);
    return () => taken.delete(name);
  };
  return { claim, taken };
}

test('one tab has a pair, the other does not get it until it is let go', async () => {
  const { claim } = madeLocks();
  const [one, other] = [new Reservations(claim), new Reservations(claim)];
  expect(await one.reserve('p')).toBe(true);
  expect(await other.reserve('p')).toBe(false);
  expect(one.holds('p')).toBe(true);
  expect(other.holds('p')).toBe(false);
  one.release('p');
  expect(await other.reserve('p')).toBe(true);
});

test('asked twice at once, a tab claims once and lets go once', async () => {
  const { claim, taken } = madeLocks();
  const one = new Reservations(claim);
  expect(await Promise.all([one.reserve('p'), one.reserve('p'), one.reserve('p')])).toEqual([true, true, true]);
  one.keepOnly(new Set());
  expect(taken.size).toBe(0);
});

test('what has no sign of life for too long is let go, and asking again is one', async () => {
  const { claim, taken } = madeLocks();
  let now = 0;
  const one = new Reservations(claim, () => now);
  await one.reserve('idle');
  await one.reserve('used');
  now = reservedForMs - 1;
  await one.reserve('used');
  now = reservedForMs;
  one.expire();
  expect([...taken]).toEqual(['used']);
  expect(one.holds('idle')).toBe(false);
});

test('whatever two tabs do, no pair is ever held by both', async () => {
  const step = fc.tuple(fc.nat(1), fc.constantFrom('reserve', 'release', 'keep'), fc.constantFrom('a', 'b', 'c'));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { claim } = madeLocks();
      const tabs = [new Reservations(claim), new Reservations(claim)] as const;
      const running: Promise<unknown>[] = [];
      for (const [at, verb, pair] of steps) {
        const tab = tabs[at as 0 | 1];
        if (verb === 'reserve') running.push(tab.reserve(pair));
        else if (verb === 'release') tab.release(pair);
        else tab.keepOnly(new Set([pair]));
        await Promise.resolve();
        for (const name of ['a', 'b', 'c']) expect(tabs[0].holds(name) && tabs[1].holds(name)).toBe(false);
      }
      await Promise.all(running);
    }),
  );
});
