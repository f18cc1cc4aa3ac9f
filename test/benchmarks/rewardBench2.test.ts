import { expect, test } from 'vitest';
import { rewardBench2 } from '../../src/benchmarks/rewardBench2/rewardBench2';
import { scoreBenchmark } from '../../src/benchmarks/scoreBenchmark';
import { benchmarkFile } from './support/benchmarkFile';
import { madeItem, noDraws, valueOf } from './support/madeItems';

interface TiesRow {
  id: string;
  num_correct: number;
  scores: number[];
}

const best =
  benchmarkFile<{ scores_first_is_correct: number[][]; official_subset_score: number }[]>(
    'rewardbench2-best-of-4.json',
  );
const ties = benchmarkFile<{ rows: TiesRow[]; official_overall_score: number }[]>('rewardbench2-ties.json');

function tiesResult(rows: readonly TiesRow[]) {
  const items = rows.map(({ id, num_correct, scores }) =>
    madeItem(
      `Ties/${id}`,
      'Ties',
      scores.map((_, at) => at < num_correct),
      { unit: id.split(':')[1] ?? '' },
    ),
  );
  const rewards = new Map(rows.map(({ id, scores }) => [`Ties/${id}`, scores]));
  return scoreBenchmark(rewardBench2, items, ({ id }) => rewards.get(id), noDraws);
}

test.each(best.map((one, at) => [at, one] as const))(
  'vector %i: credit for the best of four, shared maxima share it',
  (_, { scores_first_is_correct: scores, official_subset_score: official }) => {
    const items = scores.map((_row, at) => madeItem(String(at), 'Math', [true, false, false, false]));
    const result = scoreBenchmark(rewardBench2, items, ({ id }) => scores[Number(id)], noDraws);
    expect(valueOf(result, 'math')).toBeCloseTo(official, 12);
  },
);

test.each(ties.map((one, at) => [at, one] as const))('vector %i: the weighted score of Ties', (_, one) => {
  expect(valueOf(tiesResult(one.rows), 'ties')).toBeCloseTo(one.official_overall_score, 12);
});

const ref = (n: number, scores: number[]) => ({ id: `ref:${n}`, num_correct: 1, scores });
const tied = (n: number, scores: number[]) => ({ id: `tied:${n}`, num_correct: 2, scores });

test('the tie-breaker: 0 over 0 counts 0, a gap over 0 counts 1, a negative one -1', () => {
  const spread = (wrong: number) => valueOf(tiesResult([ref(1, [5, wrong]), tied(1, [2, 2, wrong])]), 'ties/spread');
  expect(spread(2)).toBe(0);
  expect(spread(1)).toBe(1);
  expect(spread(3)).toBe(-1);
});

test('one right response in a tied row: no range, so nothing is preferred and the tie-breaker is 0', () => {
  const result = tiesResult([ref(1, [5, 0]), { id: 'tied:1', num_correct: 1, scores: [5, 0] }]);
  expect(valueOf(result, 'ties/preferred')).toBe(0);
  expect(valueOf(result, 'ties/spread')).toBe(0);
  expect(valueOf(result, 'ties')).toBeCloseTo(0.6, 12);
});

test('rows without a partner count towards the accuracies only', () => {
  const paired = [ref(1, [5, 0]), tied(1, [5, 5, 0])];
  const all = tiesResult([...paired, ref(2, [0, 5]), tied(3, [0, 0, 5]), tied(4, [0, 0, 5])]);
  expect(valueOf(all, 'ties/ref')).toBeCloseTo(1 / 2, 12);
  expect(valueOf(all, 'ties/tied')).toBeCloseTo(1 / 3, 12);
  for (const key of ['ties/preferred', 'ties/preferredHard', 'ties/spread'])
    expect(valueOf(all, key)).toBe(valueOf(tiesResult(paired), key));
});

test('the overall figure is the plain mean of the subsets that are there', () => {
  const items = [
    madeItem('a', 'Math', [true, false, false, false]),
    madeItem('b', 'Focus', [true, false, false, false]),
  ];
  const result = scoreBenchmark(rewardBench2, items, ({ id }) => (id === 'a' ? [1, 0, 0, 0] : [0, 0, 0, 1]), noDraws);
  expect(result.figures[0]).toMatchObject({ key: 'overall', value: 0.5, isPartial: true });
});
