import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelCodes } from '../../src/pairs/PairIndex';
import { orderQueue } from '../../src/queue/orderQueue';
import { queueReasonExplanation, queueReasonWords } from '../../src/queue/queueReasonWords';
import type { QueueEntry } from '../../src/queue/QueueEntry';
import { RewardColumns } from '../../src/rewards/RewardColumns';
import { verdictStates } from '../../src/verdicts/verdictState';
import { madeId, madeIndex } from '../rewards/madeIndex';

const { none, first, second, tie } = labelCodes;

/** A data set with one margin (first - second) a row; null: not scored. */
function made(rows: { margin: number | null; label: number; verdict?: number }[]) {
  const index = madeIndex(rows);
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

  test('an empty data set has an empty queue', () => {
    expect(orderQueue({ ...made([]), seed: 's' })).toEqual([]);
  });

  test('every reason has words and an explanation that names no side', () => {
    for (const reason of ['disagreement', 'low_margin', 'random', 'unscored', 'order'] as const) {
      expect(queueReasonWords(reason)).not.toBe('');
      expect(queueReasonExplanation(reason)).toMatch(/\.$/);
    }
  });
});

const anyRow = fc.record({
  margin: fc.option(fc.double({ min: -9, max: 9, noNaN: true }), { nil: null }),
  label: fc.constantFrom(none, first, second, tie),
  verdict: fc.constantFrom(0, 0, 0, 1, 2, 3),
});

describe('for any data set', () => {
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
        const queue = orderQueue({ ...made(rows.map((row) => ({ ...row, verdict: 0 }))), seed: 's' });
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
