import { expect, test } from 'vitest';
import type { Json } from '../../src/pairs/Json';
import type { Benchmark } from '../../src/benchmarks/Benchmark';
import { judgeBench } from '../../src/benchmarks/judgeBench/judgeBench';
import { rewardBench } from '../../src/benchmarks/rewardBench/rewardBench';
import { rewardBench2 } from '../../src/benchmarks/rewardBench2/rewardBench2';
import { rmBench } from '../../src/benchmarks/rmBench/rmBench';
import { responseIds, RewardsTable } from '../../src/benchmarks/scores/RewardsTable';
import { madeItem } from './support/madeItems';

function tableOf(benchmark: Benchmark, ...rows: Record<string, Json>[]): RewardsTable {
  const table = new RewardsTable(benchmark);
  rows.forEach((row, at) => table.add('scores.jsonl', at + 1, row));
  return table;
}

const item = madeItem('a', 'gpt-4o/math', [true, false]);
const judgment = (scores: number[]) => ({ decision: 'A>B', judgment: { judge_model: 'm', scores } });

test('rewards by the id of the item, in the order of its responses', () => {
  const table = tableOf(judgeBench, { id: 'a', rewards: [1.5, -2] }, { id: 'z', rewards: [0, 0] });
  expect(table.rewardsOf(item)).toEqual([1.5, -2]);
  expect(table.rewardsOf(madeItem('b', 'gpt-4o/math', [true, false]))).toBeUndefined();
  expect(table.unknownIds([item])).toEqual(['z']);
});

test('what is no number stands there as text or null, and keeps its reason', () => {
  const table = tableOf(
    judgeBench,
    { id: 'a', rewards: ['NaN', 'too_long'] },
    { id: 'b', rewards: [null, '-Infinity'] },
  );
  expect(table.rewardsOf(item)).toEqual([NaN, 'too_long']);
  expect(table.rewardsOf({ ...item, id: 'b' })).toEqual([null, NaN]);
  expect(() => tableOf(judgeBench, { id: 'a', rewards: ['high', 1] })).toThrow(/"rewards" must be a list of rewards/);
});

test('two rows of rewards for one item are refused, with both places', () => {
  const row = { id: 'a', rewards: [1, 0] };
  expect(() => tableOf(judgeBench, row, row)).toThrow(/row 2: item "a" has rewards from scores\.jsonl, row 1 already/);
});

test('a score file of Assay is read by content ids, whatever the order of its responses', () => {
  const [right = '', wrong = ''] = responseIds(item);
  const table = tableOf(
    judgeBench,
    { row: 1, state: 'scored', responses: [wrong, right], rewards: [-1, 3], states: ['scored', 'scored'] },
    { row: 2, state: 'bad_row', responses: [], rewards: [] },
  );
  expect(table.rewardsOf(item)).toEqual([3, -1]);
  const long = tableOf(judgeBench, {
    row: 1,
    responses: [right, wrong],
    rewards: [1, null],
    states: ['scored', 'too_long'],
  });
  expect(long.rewardsOf(item)).toEqual([1, 'too_long']);
});

test('JudgeBench: the judgments of a reward model; those of another judge are refused', () => {
  const good = { pair_id: 'a', judgments: [judgment([2, 1]), judgment([1, 2])] };
  expect(tableOf(judgeBench, good).rewardsOf(item)).toEqual([2, 1]);
  const other = { pair_id: 'a', judgments: [judgment([2, 1]), judgment([2, 1])] };
  expect(() => tableOf(judgeBench, other)).toThrow(
    /row 1: the field "judgments" must be two judgments with the same scores/,
  );
  expect(() => tableOf(judgeBench, { pair_id: 'a', judgments: [judgment([1])] })).toThrow(/"judgments" must be/);
});

test('result files of RM-Bench, RewardBench and RewardBench 2', () => {
  const rm = { id: 8, domain: 'chat', score_chosen: [1, 2, 3], score_rejected: [4, 5, 6] };
  expect(tableOf(rmBench, rm).rewardsOf(madeItem('chat/8', 'chat', []))).toEqual([1, 2, 3, 4, 5, 6]);
  const one = { id: 7, subset: 'math-prm', results: 1, scores_chosen: 0.5, scores_rejected: null };
  expect(tableOf(rewardBench, one).rewardsOf(madeItem('math-prm/7', 'math-prm', []))).toEqual([0.5, null]);
  const two = { id: 'ref:1', subset: 'Ties', scores: [3, 2, 1] };
  expect(tableOf(rewardBench2, two).rewardsOf(madeItem('Ties/ref:1', 'Ties', []))).toEqual([3, 2, 1]);
});
