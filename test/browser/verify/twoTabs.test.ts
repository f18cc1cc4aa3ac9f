import { expect, test, vi } from 'vitest';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { claimInBrowser } from '../../../src/studio/verify/claimInBrowser';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import { MadeStudio, type MadePair } from './MadeStudio.svelte';

/** Two sessions with ledgers of their own, as two tabs have: what one stores, the other hears of. */
async function twoTabs(pairs: number, dataSet: string): Promise<{ studio: MadeStudio; session: VerifySession }[]> {
  const made: MadePair[] = Array.from({ length: pairs }, (_, row) => ({
    first: `first of ${row}`,
    second: `second of ${row}`,
    label: labelCodes.first,
    rewards: [row, 0] as [number, number],
  }));
  const tabs = [new MadeStudio(made), new MadeStudio(made)].map((studio) => ({
    studio,
    session: new VerifySession({
      ...{ studio, open: studio.open, seed: 'seed', events: [] },
      revealMode: () => 'strip',
      prepare: () => undefined,
      claim: claimInBrowser(dataSet),
    }),
  }));
  await Promise.all(tabs.map(({ session }) => session.start()));
  return tabs;
}

type Tab = Awaited<ReturnType<typeof twoTabs>>[number];

const row = ({ session }: Tab) => session.screen.current?.row;
const settled = ({ session }: Tab) => vi.waitFor(() => expect(session.writer.waiting).toEqual([]));
const shown = (tab: Tab) => vi.waitFor(() => expect(row(tab)).toBeDefined());

/** The other tab hears of all that this one has stored. */
function tell(from: Tab, to: Tab): void {
  to.studio.fold.add(from.studio.stored);
  to.studio.open.refreshVerdicts(from.studio.stored.map(({ pair }) => pair));
}

test('two tabs never show the same pair, and between them each pair comes once', async () => {
  const tabs = await twoTabs(40, 'two-tabs');
  const [one, other] = tabs as [Tab, Tab];
  await Promise.all(tabs.map(shown));
  const met: (number | undefined)[] = [];
  for (let step = 0; row(one) !== undefined || row(other) !== undefined; step++) {
    expect(row(one) === undefined || row(one) !== row(other)).toBe(true);
    // Now this tab is quicker, now that one.
    const [tab, idle] = step % 3 === 0 ? [other, one] : [one, other];
    const acting = row(tab) === undefined ? idle : tab;
    met.push(row(acting));
    await acting.session.commit(2);
    await settled(acting);
    tell(acting, acting === one ? other : one);
  }
  expect(met.length).toBe(40);
  expect(new Set(met).size).toBe(40);
});

test('a pair that another tab has open comes at the end, once that tab lets it go', async () => {
  const tabs = await twoTabs(4, 'let-go');
  const [one, other] = tabs as [Tab, Tab];
  await Promise.all(tabs.map(shown));
  // One tab keeps the pair on its screen and the two that come next; the other has what is left.
  const open = row(one);
  await other.session.commit(2);
  await settled(other);
  tell(other, one);
  expect(row(other)).toBeUndefined();
  expect(other.session.queue.passedOver).toBeGreaterThan(0);
  for (let given = 0; given < 2; given++) {
    await one.session.commit(2);
    await settled(one);
  }
  tell(one, other);
  await other.session.reorder();
  expect(row(other)).not.toBe(row(one));
  expect(open).not.toBe(row(one));
});

test('a pair that was judged in another tab leaves the screen, unless something is written on it', async () => {
  const { studio, session } = (await twoTabs(6, 'follows'))[0] as Tab;
  const elsewhere = new MadeStudio(Array.from({ length: 6 }, () => ({ first: 'f', second: 's' })));
  const judgeElsewhere = async () => {
    const pair = session.screen.current?.pair.id ?? '';
    const data = { choice: { kind: 'both_bad' as const }, visibility: 'blind' as const, left: 'first' as const };
    const rest = { rationale: '', reasons: [], elapsedMs: 1, queueReason: 'order', protocol: 'p@1' };
    const events = await elsewhere.append([{ type: 'verdict', pair, supersedes: [], data: { ...data, ...rest } }]);
    studio.fold.add(events);
    studio.open.refreshVerdicts([pair]);
    session.follow();
  };
  const before = row({ studio, session });
  await judgeElsewhere();
  await vi.waitFor(() => expect(row({ studio, session })).not.toBe(before));
  expect(studio.announcer.text).toContain('another tab');
  const kept = row({ studio, session });
  session.screen.notes.rationale = 'Half a thought';
  await judgeElsewhere();
  expect(row({ studio, session })).toBe(kept);
});
