import { expect, test } from 'vitest';
import { sideOrder } from '../../src/queue/sideOrder';
import { madeId } from '../rewards/madeIndex';

const pairs = Array.from({ length: 4000 }, (_, n) => madeId(n));

test('either response stands on the left in half of the pairs, within binomial bounds, for every seed', () => {
  for (const seed of ['', '1', 'a-store']) {
    const lefts = pairs.filter((pair) => sideOrder(seed, pair) === 'first').length;
    // Binomial(4000, 0.5): standard deviation 31.6; four of them.
    expect(Math.abs(lefts - 2000)).toBeLessThan(127);
  }
});

test('over 2,000 pairs the label stands on the left in half of them, within binomial bounds, also where it always is the first', () => {
  for (const labelled of [() => 'first', (n: number) => (n % 3 === 0 ? 'second' : 'first')]) {
    const lefts = pairs.slice(0, 2000).filter((pair, n) => sideOrder('a-store', pair) === labelled(n)).length;
    // Binomial(2000, 0.5): standard deviation 22.4; four of them.
    expect(Math.abs(lefts - 1000)).toBeLessThan(90);
  }
});

test('the same seed and pair give the same side, another seed an independent one', () => {
  expect(pairs.map((pair) => sideOrder('x', pair))).toEqual(pairs.map((pair) => sideOrder('x', pair)));
  const same = pairs.filter((pair) => sideOrder('x', pair) === sideOrder('y', pair)).length;
  expect(Math.abs(same - 2000)).toBeLessThan(127);
});
