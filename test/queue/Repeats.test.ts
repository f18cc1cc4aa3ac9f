import { expect, test } from 'vitest';
import { fewestBetween, Repeats } from '../../src/queue/Repeats';

interface Met {
  row: number;
  isRepeat: boolean;
}

/** A session of so many verdicts: what came, in its order. */
function session(verdicts: number, seed: string, share = 0.05, mayRepeat = (row: number) => row >= 0): Met[] {
  const repeats = new Repeats({ seed, share: () => share, mayRepeat });
  const met: Met[] = [];
  for (let fresh = 0; met.length < verdicts;) {
    const again = repeats.next();
    const row = again ?? fresh++;
    met.push({ row, isRepeat: again !== null });
    repeats.note(row, again !== null);
  }
  return met;
}

test('a pair comes again once at most, and not before so many verdicts lie between', () => {
  for (let seed = 0; seed < 40; seed++) {
    const met = session(400, `s${seed}`, 0.3);
    const first = new Map<number, number>();
    const again = new Set<number>();
    for (const [at, { row, isRepeat }] of met.entries()) {
      if (!isRepeat) first.set(row, at);
      else {
        expect(at - (first.get(row) ?? Infinity)).toBeGreaterThanOrEqual(fewestBetween);
        expect(again.has(row)).toBe(false);
        again.add(row);
      }
    }
  }
});

test('the share of repeats is the one that was set, within binomial bounds', () => {
  let repeats = 0;
  const sessions = 20;
  for (let seed = 0; seed < sessions; seed++)
    repeats += session(1000, `share ${seed}`).filter(({ isRepeat }) => isRepeat).length;
  const places = sessions * (1000 - fewestBetween);
  const sd = Math.sqrt(places * 0.05 * 0.95);
  expect(Math.abs(repeats - places * 0.05)).toBeLessThan(4 * sd);
});

test('without a share none comes, and the same seed gives the same session', () => {
  expect(session(300, 'a', 0).some(({ isRepeat }) => isRepeat)).toBe(false);
  expect(session(300, 'a', 0.2)).toEqual(session(300, 'a', 0.2));
  expect(session(300, 'a', 0.2)).not.toEqual(session(300, 'b', 0.2));
});

test('what may not come again does not', () => {
  const met = session(600, 'odd', 0.3, (row) => row % 2 === 0);
  const again = met.filter(({ isRepeat }) => isRepeat);
  expect(again.length).toBeGreaterThan(10);
  expect(again.every(({ row }) => row % 2 === 0)).toBe(true);
});

test('a repeat that was handed out and never met may come later', () => {
  const repeats = new Repeats({ seed: 'x', share: () => 1, mayRepeat: () => true });
  for (let row = 0; row <= fewestBetween; row++) repeats.note(row, false);
  expect(repeats.next()).toBe(0);
  expect(repeats.next()).toBeNull();
  repeats.restart();
  expect(repeats.next()).toBe(0);
});
