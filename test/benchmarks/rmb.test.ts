import { expect, test } from 'vitest';
import { rmb } from '../../src/benchmarks/rmb/rmb';
import { scoreBenchmark } from '../../src/benchmarks/scoreBenchmark';
import { madeItem, noDraws, valueOf } from './support/madeItems';

const best = (count: number) => Array.from({ length: count }, (_, at) => at === 0);

test('the best response must stand strictly above every other one', () => {
  const items = ['a', 'b', 'c'].map((id) => madeItem(id, 'bon/helpfulness', best(3), { slices: ['Chat'] }));
  const rewards: Record<string, number[]> = { a: [2, 1, 0], b: [2, 1, 2], c: [1, 0, 2] };
  const result = scoreBenchmark(rmb, items, ({ id }) => rewards[id], noDraws);
  expect(valueOf(result, 'bon/helpfulness')).toBeCloseTo(1 / 3, 12);
  expect(result.ties).toBe(1);
});

test('a block weighs every item alike, its other convention every category; the overall figure is the mean of the blocks', () => {
  const items = [
    ...['a', 'b', 'c'].map((id) => madeItem(id, 'pair/helpfulness', best(2), { slices: ['Chat'] })),
    madeItem('d', 'pair/helpfulness', best(2), { slices: ['Code'] }),
    madeItem('e', 'pair/harmlessness', best(2), { slices: ['S1'] }),
  ];
  const result = scoreBenchmark(rmb, items, ({ id }) => (id === 'd' ? [0, 1] : [1, 0]), noDraws);
  expect(valueOf(result, 'pair/helpfulness')).toBe(0.75);
  expect(valueOf(result, 'pair/helpfulness/macro')).toBe(0.5);
  expect(valueOf(result, 'pair')).toBe(0.875);
  expect(valueOf(result, 'bon')).toBeNull();
  expect(result.figures[0]).toMatchObject({ key: 'overall', value: 0.875, isPartial: true });
});
