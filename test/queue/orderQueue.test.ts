import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelCodes } from '../../src/pairs/PairIndex';
import { orderQueue as ordered, type QueueInput } from '../../src/queue/orderQueue';
import { byLabel } from '../../src/queue/orders/byLabel';
import { queueReasonExplanation, queueReasonWords } from '../../src/queue/queueReasonWords';
import { queueReasons, type Queue, type QueueReason } from '../../src/queue/Queue';
import { randomKey, seedWord } from '../../src/queue/randomKey';
import { RewardColumns } from '../../src/rewards/RewardColumns';
import { verdictStates } from '../../src/verdicts/verdictState';
import { madeId, madeIndex } from '../rewards/madeIndex';

const { none, first, second, tie } = labelCodes;

interface QueueEntry {
  row: number;
  reason: QueueReason;
}

function entriesOf({ rows, reasons }: Queue): QueueEntry[] {
  return Array.from(rows, (row, at) => ({ row, reason: queueReasons[reasons[at] ?? 0] ?? 'order' }));
}

type LabelInput = Omit<QueueInput, 'ranking'> & ReturnType<typeof made>;

const orderQueue = ({ rewards, ...input }: LabelInput): QueueEntry[] =>
  entriesOf(ordered({ ...input, ranking: byLabel(input.index, rewards) }));

/** A data set with one margin (first - second) a row; null: not scored. */
function made(rows: { margin: number | null; label: number; verdict?: number; conflict?: number }[]) {
  const index = madeIndex(rows);
  index.conflicts = Uint8Array.from(rows, ({ conflict }) => conflict ?? 0);
  const rewards = new RewardColumns(index);
  rows.forEach(({ margin }, row) => {
    if (margin === null) return;
    const score = (n: number, reward: number) => ({ checkpoint: 'c', response: madeId(n), reward, tokens: 1 });
    rewards.add([score(2 * row, margin), score(2 * row + 1, 0)]);
  });
  return { index, rewards, verdicts: Uint8Array.from(rows, ({ verdict }) => verdict ?? verdictStates.none) };
}

const rowsOf = (queue: QueueEntry[]): number[] => queue.map(({ row }) => row);

describe('the order by model and label', () => {
  test('disagreements come first, lowest p of the label foremost, then small margins, then the unscored in file order', () => {
    const data = made([
      { margin: null, label: first },
      { margin: 4, label: first },
      { margin: -0.5, label: first },
      { margin: 0.25, label: none },
      { margin: 3, label: second },
      { margin: null, label: none },
      { margin: -0.1, label: tie },
      { margin: 0, label: first },
    ]);
    expect(orderQueue({ ...data, seed: 's', randomShare: 0 })).toEqual([
      { row: 4, reason: 'disagreement' },
      { row: 2, reason: 'disagreement' },
      { row: 7, reason: 'low_margin' },
      { row: 6, reason: 'low_margin' },
      { row: 3, reason: 'low_margin' },
      { row: 1, reason: 'order' },
      { row: 0, reason: 'unscored' },
      { row: 5, reason: 'unscored' },
    ]);
  });

  test('judged pairs are left out and skipped ones come last', () => {
    const data = made([
      { margin: -9, label: first, verdict: verdictStates.gold },
      { margin: -8, label: first, verdict: verdictStates.skipped },
      { margin: null, label: first },
      { margin: -7, label: first, verdict: verdictStates.judged },
      { margin: -9, label: first, verdict: verdictStates.skipped },
    ]);
    expect(rowsOf(orderQueue({ ...data, seed: 's', randomShare: 0 }))).toEqual([2, 4, 1]);
  });

  test('pairs whose sources disagree come before all others, ordered as they are, and say so', () => {
    const data = made([
      { margin: -9, label: first },
      { margin: 0.5, label: first, conflict: 1 },
      { margin: -1, label: first, conflict: 2 },
      { margin: null, label: first, conflict: 1, verdict: verdictStates.skipped },
      { margin: -5, label: first, verdict: verdictStates.skipped },
      { margin: -1, label: first, conflict: 1, verdict: verdictStates.gold },
    ]);
    expect(orderQueue({ ...data, seed: 's', randomShare: 0 })).toEqual([
      { row: 2, reason: 'conflict' },
      { row: 1, reason: 'conflict' },
      { row: 0, reason: 'disagreement' },
      { row: 3, reason: 'conflict' },
      { row: 4, reason: 'disagreement' },
    ]);
  });

  test('of a selection only its pairs come, each once, for that reason, and none counts as a random sample', () => {
    const data = made(
      Array.from({ length: 40 }, (_, at) => ({
        margin: at - 20,
        label: first,
        verdict: at === 4 ? verdictStates.gold : at === 6 ? verdictStates.skipped : verdictStates.none,
      })),
    );
    const only = Uint32Array.of(2, 4, 6, 8, 10, 39);
    const queue = orderQueue({ ...data, seed: 's', randomShare: 1, only });
    // What was put off comes last.
    expect(rowsOf(queue).at(-1)).toBe(6);
    expect(rowsOf(queue).sort((a, b) => a - b)).toEqual([2, 6, 8, 10, 39]);
    expect(new Set(queue.map(({ reason }) => reason))).toEqual(new Set(['selection']));
    expect(orderQueue({ ...data, seed: 's', only: new Uint32Array() })).toEqual([]);
  });

  test('an empty data set has an empty queue', () => {
    expect(orderQueue({ ...made([]), seed: 's' })).toEqual([]);
  });

  test('every reason has words and an explanation that names no side', () => {
    for (const reason of queueReasons) {
      expect(queueReasonWords(reason)).not.toBe('');
      expect(queueReasonExplanation(reason)).toMatch(/\.$/);
    }
  });
});

const anyRow = fc.record({
  margin: fc.option(fc.double({ min: -9, max: 9, noNaN: true }), { nil: null }),
  label: fc.constantFrom(none, first, second, tie),
  verdict: fc.constantFrom(0, 0, 0, 1, 2, 3),
  conflict: fc.constantFrom(0, 0, 0, 1, 2),
});

/** The order by its definition, an object an entry and a comparing function. */
function plainQueue(
  rows: { margin: number | null; label: number; verdict: number; conflict: number }[],
  data: ReturnType<typeof made>,
  seed: string,
): QueueEntry[] {
  const rank = (row: number): number => {
    const { margin = null, label = none } = rows[row] ?? {};
    if (margin === null) return Infinity;
    if (label !== first && label !== second) return Math.abs(margin);
    return label === first ? (margin < 0 ? margin : Math.abs(margin)) : margin > 0 ? -margin : Math.abs(margin);
  };
  const reason = (row: number): QueueReason => {
    if ((rows[row]?.conflict ?? 0) > 0) return 'conflict';
    if (rank(row) < 0) return 'disagreement';
    if (rank(row) === Infinity) return 'unscored';
    return rank(row) <= Math.log(3) ? 'low_margin' : 'order';
  };
  const byPlan = (a: number, b: number) =>
    Number(reason(b) === 'conflict') - Number(reason(a) === 'conflict') || compare(rank(a), rank(b)) || a - b;
  const all = rows.map((_, row) => row);
  const open = all.filter((row) => rows[row]?.verdict === verdictStates.none);
  const skipped = all.filter((row) => rows[row]?.verdict === verdictStates.skipped).sort(byPlan);
  const before = rows.length - open.length - skipped.length;
  const isRandom = (place: number) => (before + place + 1) % 10 === 0;
  const key = (row: number) => randomKey(data.index.pairIds, row, seedWord(seed));
  const drawn = open
    .toSorted((a, b) => key(a) - key(b) || a - b)
    .slice(0, open.filter((_, place) => isRandom(place)).length);
  const ranked = open.filter((row) => !drawn.includes(row)).sort(byPlan);
  const merged = open.map((_, place): QueueEntry => {
    if (isRandom(place)) return { row: drawn.shift() ?? -1, reason: 'random' };
    const row = ranked.shift() ?? -1;
    return { row, reason: reason(row) };
  });
  return [...merged, ...skipped.map((row) => ({ row, reason: reason(row) }))];
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

describe('for any data set', () => {
  test('the columns hold the order that its definition gives', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 120 }), fc.string(), (rows, seed) => {
        const data = made(rows);
        expect(orderQueue({ ...data, seed })).toEqual(plainQueue(rows, data, seed));
      }),
    );
  });

  test('the queue is a permutation of the rows that are not judged, with a tenth of the places for the random stratum', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 80 }), fc.string(), (rows, seed) => {
        const data = made(rows);
        const queue = orderQueue({ ...data, seed });
        const open = rows.flatMap(({ verdict }, row) => (verdict <= verdictStates.skipped ? [row] : []));
        expect(rowsOf(queue).sort((a, b) => a - b)).toEqual(open);
        const before = rows.length - open.length;
        const fresh = queue.filter(({ row }) => data.verdicts[row] === verdictStates.none);
        const expected = fresh.map((_, place) => (before + place + 1) % 10 === 0);
        expect(fresh.map(({ reason }) => reason === 'random')).toEqual(expected);
      }),
    );
  });

  test('the same seed gives the same queue', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 80 }), fc.string(), (rows, seed) => {
        const data = made(rows);
        expect(orderQueue({ ...data, seed })).toEqual(orderQueue({ ...data, seed }));
      }),
    );
  });

  test('apart from the random places, no disagreement stands behind anything else, and p does not fall', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 80 }), (rows) => {
        const queue = orderQueue({ ...made(rows.map((row) => ({ ...row, verdict: 0, conflict: 0 }))), seed: 's' });
        const ranked = queue.filter(({ reason }) => reason !== 'random');
        const disagreements = ranked.filter(({ reason }) => reason === 'disagreement');
        expect(ranked.slice(0, disagreements.length)).toEqual(disagreements);
        const sizes = disagreements.map(({ row }) => Math.abs(rows[row]?.margin ?? 0));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      }),
    );
  });
});

describe('the random stratum', () => {
  const rows = Array.from({ length: 1000 }, (_, row) => ({ margin: row < 500 ? -5 : 5, label: first }));

  test('other seeds draw other rows', () => {
    const random = (seed: string) =>
      rowsOf(orderQueue({ ...made(rows), seed }).filter(({ reason }) => reason === 'random'));
    expect(random('a')).not.toEqual(random('b'));
  });

  test('draws from all rows alike: every row about equally often over many seeds, disagreement or not', () => {
    const data = made(rows);
    const drawn = new Uint32Array(rows.length);
    for (let seed = 0; seed < 400; seed++) {
      for (const { row, reason } of orderQueue({ ...data, seed: `${seed}` })) {
        if (reason === 'random') drawn[row] = (drawn[row] ?? 0) + 1;
      }
    }
    const disagreements = drawn.slice(0, 500).reduce((sum, count) => sum + count, 0);
    // 40,000 draws without replacement, half of the rows: standard deviation under 100.
    expect(Math.abs(disagreements - 20_000)).toBeLessThan(450);
    // A row is drawn in 400 queues with probability 0.1 each: mean 40, standard deviation 6.
    const chiSquare = drawn.reduce((sum, count) => sum + (count - 40) ** 2 / 36, 0);
    expect(chiSquare).toBeGreaterThan(1000 - 5 * Math.sqrt(2000));
    expect(chiSquare).toBeLessThan(1000 + 5 * Math.sqrt(2000));
  });

  test('stays where it is when the queue is ordered anew after each verdict, and the tenth place comes', () => {
    const data = made(rows);
    const walked: QueueEntry[] = [];
    for (let step = 0; step < 40; step++) {
      const [next] = orderQueue({ ...data, seed: 'walk' });
      if (!next) break;
      walked.push(next);
      data.verdicts[next.row] = verdictStates.gold;
    }
    expect(walked.map(({ reason }) => reason === 'random')).toEqual(walked.map((_, place) => place % 10 === 9));
    expect(new Set(rowsOf(walked)).size).toBe(40);
  });

  test('a whole session judges its random stratum as a prefix of one random order, whatever came first by disagreement', () => {
    const data = made(rows);
    const all = rowsOf(orderQueue({ ...data, seed: 'prefix', randomShare: 1 }));
    for (const entry of orderQueue({ ...data, seed: 'prefix' }).slice(0, 300))
      data.verdicts[entry.row] = verdictStates.gold;
    const judged = (row: number) => data.verdicts[row] === verdictStates.gold;
    expect(all.slice(0, 30).every(judged)).toBe(true);
  });
});
