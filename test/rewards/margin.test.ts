import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelCodes } from '../../src/pairs/PairIndex';
import { agreement } from '../../src/rewards/agreement';
import { margin } from '../../src/rewards/margin';
import { probability } from '../../src/rewards/probability';
import { sigmoid } from '../../src/rewards/sigmoid';

const { none, first, second, tie, both_bad } = labelCodes;

test('the margin is reward(chosen) - reward(rejected), and first - second where nothing is chosen', () => {
  expect(margin(3, 1, first)).toBe(2);
  expect(margin(3, 1, second)).toBe(-2);
  for (const label of [none, tie, both_bad]) expect(margin(3, 1, label)).toBe(2);
  expect(margin(NaN, 1, first)).toBeNaN();
});

test('sigmoid stays within 0 and 1 and mirrors at 0, for every finite number', () => {
  expect(sigmoid(0)).toBe(0.5);
  expect(sigmoid(1000)).toBe(1);
  expect(sigmoid(-1000)).toBe(0);
  expect(sigmoid(NaN)).toBeNaN();
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(sigmoid(x) + sigmoid(-x)).toBeCloseTo(1, 12);
    }),
  );
});

test('p is that of the chosen response', () => {
  expect(probability(2, 0, first)).toBeCloseTo(0.8807970779778823, 15);
  expect(probability(2, 0, second)).toBeCloseTo(0.11920292202211755, 15);
});

test('a disagreement is a margin of the other sign than the label; a margin of exactly zero is a tie, not an agreement', () => {
  expect(agreement(2, 1, first)).toBe('agreement');
  expect(agreement(2, 1, second)).toBe('disagreement');
  expect(agreement(1, 1, first)).toBe('tie');
  expect(agreement(0, -0, second)).toBe('tie');
});

test('without a chosen response or with a reward missing there is nothing to agree with', () => {
  for (const label of [none, tie, both_bad]) expect(agreement(2, 1, label)).toBeNull();
  expect(agreement(NaN, 1, first)).toBeNull();
  expect(agreement(1, NaN, first)).toBeNull();
});
