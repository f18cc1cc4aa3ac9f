import { expect, test } from 'vitest';
import { judgeBench } from '../../src/benchmarks/judgeBench/judgeBench';
import { scoreBenchmark } from '../../src/benchmarks/scoreBenchmark';
import { madeItem, noDraws, valueOf } from './support/madeItems';

const isA = [true, false];
const isB = [false, true];

function resultOf(pairs: [isRight: boolean[], rewards: number[]][], subset = 'gpt-4o/math') {
  const items = pairs.map(([isRight], at) => madeItem(String(at), subset, isRight));
  return scoreBenchmark(judgeBench, items, ({ id }) => pairs[Number(id)]?.[1], noDraws);
}

test('a tie with the label B>A is right in the single order and wrong with both; with A>B it is wrong in both', () => {
  const onB = resultOf([[isB, [1, 1]]]);
  expect(valueOf(onB, 'gpt-4o/micro/single_game')).toBe(1);
  expect(valueOf(onB, 'gpt-4o/micro/two_orders')).toBe(0);
  const onA = resultOf([[isA, [1, 1]]]);
  expect(valueOf(onA, 'gpt-4o/micro/single_game')).toBe(0);
  expect(valueOf(onA, 'gpt-4o/micro/two_orders')).toBe(0);
  expect(onB.ties + onA.ties).toBe(2);
});

test('the mean of the categories weighs them alike, all pairs weigh alike in the other one', () => {
  const items = [
    ...['a', 'b', 'c'].map((id) => madeItem(id, 'gpt-4o/knowledge', isA)),
    madeItem('d', 'gpt-4o/coding', isA),
  ];
  const result = scoreBenchmark(judgeBench, items, ({ id }) => (id === 'd' ? [0, 1] : [1, 0]), noDraws);
  expect(valueOf(result, 'gpt-4o/micro/two_orders')).toBe(0.75);
  expect(valueOf(result, 'gpt-4o/macro/two_orders')).toBe(0.5);
  expect(valueOf(result, 'gpt-4o/math/two_orders')).toBeNull();
});

test('the two splits have figures each by itself, and only the splits that are there', () => {
  const keys = (subset: string) => resultOf([[isA, [1, 0]]], subset).figures.map(({ key }) => key.split('/')[0]);
  expect(new Set(keys('gpt-4o/math'))).toEqual(new Set(['gpt-4o']));
  expect(new Set(keys('claude-3-5-sonnet/math'))).toEqual(new Set(['claude-3-5-sonnet']));
});
