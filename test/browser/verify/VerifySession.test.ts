import { expect, test, vi } from 'vitest';
import { labelCodes } from '../../../src/pairs/PairIndex';
import type { Queue } from '../../../src/queue/Queue';
import type { RevealMode } from '../../../src/studio/parts/Settings.svelte';
import { plainQueue } from '../../../src/studio/verify/plainQueue';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import type { LedgerEvent, VerdictData } from '../../../src/verdicts/VerdictEvent';
import { MadeStudio, type MadePair } from './MadeStudio.svelte';

function madePairs(count: number): MadePair[] {
  return Array.from({ length: count }, (_, row) => ({
    first: `first of ${row}`,
    second: `second of ${row}`,
    label: row % 2 === 0 ? labelCodes.first : labelCodes.second,
    rewards: [row, 0] as [number, number],
  }));
}

async function begin(
  studio: MadeStudio,
  revealMode: RevealMode = 'strip',
  events: LedgerEvent[] = [],
): Promise<VerifySession> {
  const { open } = studio;
  const session = new VerifySession({
    ...{ studio, open, seed: 'seed', events },
    revealMode: () => revealMode,
    prepare: () => undefined,
  });
  await session.start();
  return session;
}

const row = (session: VerifySession) => session.screen.current?.row;
const settled = (session: VerifySession) => vi.waitFor(() => expect(session.writer.waiting).toEqual([]));
const verdicts = (studio: MadeStudio): VerdictData[] =>
  studio.stored.flatMap((event) => (event.type === 'verdict' ? [event.data] : []));

test('a verdict brings the next pair at once, while the ledger still writes', async () => {
  const studio = new MadeStudio(madePairs(5));
  const session = await begin(studio);
  await vi.waitFor(() => expect(studio.reads.length).toBe(3));
  const first = row(session);
  studio.held = true;
  void session.commit(2);
  expect(row(session)).not.toBe(first);
  expect(session.screen.current?.phase).toBe('judging');
  expect(session.last?.saved).toBe(false);
  expect(session.last?.reveal).toBeNull();
  studio.release();
  await settled(session);
  expect(session.last?.saved).toBe(true);
  expect(session.last?.gold).toBe(true);
  expect(session.last?.reveal).not.toBeNull();
});

test('a step is stored for the response that stood on its side, and the side with it', async () => {
  const studio = new MadeStudio(madePairs(12));
  const session = await begin(studio);
  for (let given = 0; given < 12; given++) await session.commit(1);
  await settled(session);
  const data = verdicts(studio);
  expect(data).toHaveLength(12);
  for (const { choice, left } of data) {
    expect(choice).toEqual({ kind: 'preference', strength: left === 'first' ? -3 : 3 });
  }
  expect(new Set(data.map(({ left }) => left)).size).toBe(2);
  expect(data.every(({ visibility }) => visibility === 'blind')).toBe(true);
});

test('each pair comes once, and then the queue is at its end', async () => {
  const studio = new MadeStudio(madePairs(30));
  const session = await begin(studio);
  const met = new Set<number>();
  for (let shown = session.screen.current; shown; shown = session.screen.current) {
    met.add(shown.row);
    await session.commit(4);
  }
  await settled(session);
  expect(met.size).toBe(30);
  expect(studio.stored).toHaveLength(30);
});

test('undo goes back without limit, and redo gives the same verdicts again', async () => {
  const studio = new MadeStudio(madePairs(8));
  const session = await begin(studio);
  const order: (number | undefined)[] = [];
  for (const step of [1, 4, 7, 2, 5] as const) {
    order.push(row(session));
    await session.commit(step);
  }
  await settled(session);
  const before = studio.open.verdicts.slice();
  for (const expected of [...order].reverse()) {
    session.undo();
    await settled(session);
    expect(row(session)).toBe(expected);
  }
  expect(studio.open.verdicts.every((state) => state === 0)).toBe(true);
  for (let redone = 0; redone < 5; redone++) {
    session.redo();
    await settled(session);
  }
  expect(studio.open.verdicts).toEqual(before);
  session.redo();
  await settled(session);
  expect(studio.announcer.text).toBe('Nothing to redo.');
});

test('undo reaches verdicts that were given before the page was opened', async () => {
  const studio = new MadeStudio(madePairs(3));
  const earlier = await begin(studio);
  const judged = row(earlier);
  await earlier.commit(1);
  await settled(earlier);
  const session = await begin(studio, 'strip', [...studio.stored]);
  session.undo();
  await settled(session);
  expect(row(session)).toBe(judged);
});

test('after undo the interrupted pair comes next, not another', async () => {
  const session = await begin(new MadeStudio(madePairs(6)));
  await session.commit(1);
  const interrupted = row(session);
  session.undo();
  await settled(session);
  expect(row(session)).not.toBe(interrupted);
  await session.commit(2);
  expect(row(session)).toBe(interrupted);
});

test('while undo waits for the ledger no verdict falls on another pair', async () => {
  const studio = new MadeStudio(madePairs(4));
  const session = await begin(studio);
  await session.commit(1);
  await settled(session);
  studio.held = true;
  session.undo();
  await session.commit(7);
  studio.release();
  await settled(session);
  expect(studio.stored.map(({ type }) => type)).toEqual(['verdict', 'retraction']);
});

test('a pair whose label was revealed is not judged blind again after undo', async () => {
  const studio = new MadeStudio(madePairs(3));
  const session = await begin(studio);
  await session.commit(1);
  await settled(session);
  session.undo();
  await settled(session);
  expect(session.screen.current?.seenBefore).toBe(true);
  await session.commit(1);
  await settled(session);
  expect(verdicts(studio).at(-1)?.visibility).toBe('revealed');
  expect(session.last?.gold).toBe(false);
});

test('where nothing is revealed unasked, an undone pair is judged blind again', async () => {
  const studio = new MadeStudio(madePairs(3));
  const session = await begin(studio, 'ask');
  await session.commit(1);
  await settled(session);
  expect(session.last?.reveal).toBeNull();
  session.undo();
  await settled(session);
  await session.commit(7);
  await settled(session);
  expect(verdicts(studio).at(-1)?.visibility).toBe('blind');
  expect(session.last?.gold).toBe(true);
});

test('a skip reveals nothing and leaves the pair blind', async () => {
  const studio = new MadeStudio(madePairs(2));
  const session = await begin(studio);
  const skipped = row(session) ?? -1;
  await session.give({ kind: 'skip' });
  await settled(session);
  expect(session.last?.reveal).toBeNull();
  session.undo();
  await settled(session);
  expect(row(session)).toBe(skipped);
  expect(session.screen.current?.seenBefore).toBe(false);
});

test('looking back reveals the pair; a revision is a second event beside the blind one, and the queue goes on', async () => {
  const studio = new MadeStudio(madePairs(4));
  const session = await begin(studio);
  const judged = row(session);
  await session.commit(1);
  const next = row(session);
  await settled(session);
  await session.revisit();
  expect(row(session)).toBe(judged);
  expect(session.screen.current?.phase).toBe('revealed');
  await session.commit(6);
  await settled(session);
  expect(row(session)).toBe(next);
  expect(verdicts(studio).map(({ visibility }) => visibility)).toEqual(['blind', 'revealed']);
  expect(studio.stored[1]?.supersedes).toEqual([]);
  expect(session.last?.gold).toBe(false);
});

test('keeping is stored too, and the label stays gold', async () => {
  const studio = new MadeStudio(madePairs(4));
  const session = await begin(studio);
  const pair = session.screen.current?.pair.id ?? '';
  await session.commit(1);
  await settled(session);
  await session.keep();
  await session.keep();
  await settled(session);
  expect(verdicts(studio).map(({ visibility }) => visibility)).toEqual(['blind', 'revealed']);
  expect(studio.fold.label(pair)?.gold).toBe(true);
});

test('stopping at the reveal: the pair stays, is revealed once durable, and keep goes on', async () => {
  const studio = new MadeStudio(madePairs(4));
  const session = await begin(studio, 'stop');
  const judged = row(session);
  studio.held = true;
  await session.commit(2);
  expect(row(session)).toBe(judged);
  expect(session.screen.current?.phase).toBe('storing');
  studio.release();
  await vi.waitFor(() => expect(session.screen.current?.phase).toBe('revealed'));
  await session.keep();
  await settled(session);
  expect(row(session)).not.toBe(judged);
  expect(verdicts(studio)).toHaveLength(2);
});

test('a verdict that is given while the queue is ordered anew is not asked for again', async () => {
  const studio = new MadeStudio(madePairs(6));
  const session = await begin(studio);
  const { view } = studio.open;
  const queue = await plainQueue(studio.open, 'seed');
  let order: (queue: Queue) => void = () => expect.unreachable('the queue is not asked for yet');
  view.queue = () => new Promise((resolve) => (order = resolve));
  studio.held = true;
  const reordered = session.reorder();
  const given = row(session);
  await session.commit(2);
  const next = row(session);
  order(queue);
  await reordered;
  expect(row(session)).toBe(next);
  const met = new Set<number>();
  for (let shown = session.screen.current; shown; shown = session.screen.current) {
    met.add(shown.row);
    await session.commit(4);
  }
  studio.release();
  await settled(session);
  expect(met).not.toContain(given);
  expect(studio.stored).toHaveLength(6);
});

test('where the queue cannot be ordered anew the person is told, and it goes on as it was', async () => {
  const studio = new MadeStudio(madePairs(3));
  const session = await begin(studio);
  const before = row(session);
  studio.open.view.queue = () => Promise.reject(new Error('The worker broke.'));
  await session.reorder();
  expect(studio.announcer.text).toContain('could not be ordered anew: The worker broke.');
  expect(row(session)).toBe(before);
  await session.commit(1);
  await settled(session);
  expect(studio.stored).toHaveLength(1);
});

test('what cannot be written is kept in order and written later, each once', async () => {
  vi.useFakeTimers();
  try {
    const studio = new MadeStudio(madePairs(6));
    const session = await begin(studio);
    studio.failing = true;
    for (const step of [1, 2, 3] as const) await session.commit(step);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(studio.stored).toHaveLength(0);
    expect(session.writer.failed).toBe(true);
    expect(session.writer.waiting).toHaveLength(3);
    expect(session.last?.saved).toBe(false);
    studio.failing = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(session.writer.failed).toBe(false);
    const steps = verdicts(studio).map(({ choice, left }) => {
      const strength = choice.kind === 'preference' ? choice.strength : NaN;
      return left === 'first' ? strength + 4 : 4 - strength;
    });
    expect(steps).toEqual([1, 2, 3]);
  } finally {
    vi.useRealTimers();
  }
});

test('a pair that was seen in the table is judged, stored, and does not become gold', async () => {
  const studio = new MadeStudio(madePairs(3));
  studio.seen.add(studio.open.pairId(1));
  const session = await begin(studio);
  await session.openRow(1);
  expect(session.screen.current?.seenBefore).toBe(true);
  await session.commit(1);
  await settled(session);
  expect(verdicts(studio)[0]?.visibility).toBe('revealed');
  expect(session.last?.gold).toBe(false);
});

test('a pair that is seen elsewhere while it waits on this screen does not become gold', async () => {
  const studio = new MadeStudio(madePairs(3));
  const session = await begin(studio);
  await session.openRow(1);
  expect(session.screen.current?.seenBefore).toBe(false);
  studio.seen.add(studio.open.pairId(1));
  await session.commit(1);
  await settled(session);
  expect(verdicts(studio)[0]?.visibility).toBe('revealed');
  expect(session.last?.gold).toBe(false);
});

test('whoever comes back to the room is told that the pair there was seen meanwhile', async () => {
  const studio = new MadeStudio(madePairs(3));
  const session = await begin(studio);
  const pair = session.screen.current?.pair.id ?? '';
  studio.seen.add(pair);
  await session.start();
  expect(session.screen.current).toMatchObject({ pair: { id: pair }, seenBefore: true });
});

test('a pair opened out of turn interrupts, and the queue goes on with the one that was there', async () => {
  const session = await begin(new MadeStudio(madePairs(9)));
  const there = row(session) ?? -1;
  const other = there === 4 ? 5 : 4;
  await session.openRow(other);
  expect(row(session)).toBe(other);
  await session.commit(3);
  expect(row(session)).toBe(there);
});

test('a queue that nobody has begun is ordered by the rewards that came meanwhile', async () => {
  const studio = new MadeStudio(
    Array.from({ length: 9 }, () => ({ first: 'f', second: 's', label: labelCodes.first })),
  );
  const session = await begin(studio);
  expect(session.screen.current?.reason).toBe('unscored');
  studio.score(7, [0, 9]);
  await session.start();
  expect(session.screen.current).toMatchObject({ row: 7, reason: 'disagreement' });
  await session.commit(1);
  studio.score(8, [0, 9]);
  const there = row(session);
  await session.start();
  expect(row(session)).toBe(there);
});

test('rationale and reasons go with the verdict and not with the next one', async () => {
  const studio = new MadeStudio(madePairs(3));
  const session = await begin(studio);
  session.screen.notes.rationale = ' because ';
  session.screen.notes.reasons = ['style'];
  await session.commit(1);
  await session.commit(2);
  await settled(session);
  expect(verdicts(studio).map(({ rationale, reasons }) => [rationale, reasons])).toEqual([
    ['because', ['style']],
    ['', []],
  ]);
});

test('a pair that cannot be read says so and can be read again', async () => {
  const studio = new MadeStudio(madePairs(2));
  const read = studio.pair;
  studio.pair = () => Promise.reject(new Error('Row 0 is damaged.'));
  const session = await begin(studio);
  expect(session.screen.loadError?.message).toBe('Row 0 is damaged.');
  studio.pair = read;
  await session.screen.afterLoadError('again');
  expect(session.screen.current).not.toBeNull();
});

test('what a person did elsewhere is not asked again', async () => {
  const studio = new MadeStudio(madePairs(5));
  const session = await begin(studio);
  const other = await begin(studio);
  const met = row(session);
  await other.commit(1);
  const second = row(other);
  await other.commit(1);
  await settled(other);
  await session.commit(1);
  expect(row(session)).not.toBe(met);
  expect(row(session)).not.toBe(second);
});
