import { expect, test } from 'vitest';
import { BenchmarkItems } from '../../src/benchmarks/BenchmarkItems';
import { ppePreference } from '../../src/benchmarks/ppePreference/ppePreference';
import { scoreBenchmark } from '../../src/benchmarks/scoreBenchmark';
import { noDraws, valueOf } from './support/madeItems';

const vote = (id: number, winner: string, more: Record<string, boolean | string> = {}) => ({
  question_id: `q${id}`,
  winner,
  prompt: 'why',
  response_1: `so ${id}`,
  response_2: `no ${id}`,
  ...more,
});

function read(votes: ReturnType<typeof vote>[]) {
  const items = new BenchmarkItems(ppePreference);
  votes.forEach((row, at) => items.add('votes.jsonl', at + 1, row));
  return items;
}

test('votes without a winner are left out; the others count by slice', () => {
  const { items, leftOut } = read([
    vote(1, 'model_a', { hard_prompt: true, language: 'English' }),
    vote(2, 'model_b', { hard_prompt: true, language: 'Russian', longer_won: false }),
    vote(3, 'tie'),
    vote(4, 'tie (bothbad)'),
  ]);
  expect(leftOut).toBe(2);
  const result = scoreBenchmark(ppePreference, items, () => [1, 0], { ...noDraws, leftOut });
  expect(valueOf(result, 'accuracy')).toBe(0.5);
  expect(
    ['hard_prompt', 'english', 'non_english', 'russian', 'shorter_won'].map((key) => valueOf(result, key)),
  ).toEqual([0.5, 1, 0, 0, 0]);
  expect(result.figures.some(({ key }) => key === 'chinese')).toBe(false);
});

test('it is partial until all 16,038 votes were read, with a winner or without', () => {
  const { items } = read([vote(1, 'model_a')]);
  const isPartial = (leftOut: number) =>
    scoreBenchmark(ppePreference, items, () => [1, 0], { ...noDraws, leftOut }).isPartial;
  expect(isPartial(16_036)).toBe(true);
  expect(isPartial(16_037)).toBe(false);
});

test('equal rewards are no right decision', () => {
  const { items } = read([vote(1, 'model_a'), vote(2, 'model_b')]);
  expect(
    valueOf(
      scoreBenchmark(ppePreference, items, () => [1, 1], noDraws),
      'accuracy',
    ),
  ).toBe(0);
});
