import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilson } from '../../src/rewards/wilson';

// The four examples of Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i lies between %f and %f', (successes, trials, low, high) => {
  const interval = wilson(successes, trials);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test('no trials: nothing is known', () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});

test('the interval holds the share, lies within 0 and 1, and mirrors when failures count as successes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, portion) => {
      const successes = Math.round(trials * portion);
      const { low, high } = wilson(successes, trials);
      const mirrored = wilson(trials - successes, trials);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(successes / trials);
      expect(high).toBeGreaterThanOrEqual(successes / trials);
      expect(mirrored.low).toBeCloseTo(1 - high, 10);
    }),
  );
});

test('counts that cannot be are refused', () => {
  expect(() => wilson(2, 1)).toThrow(RangeError);
  expect(() => wilson(-1, 1)).toThrow(RangeError);
  expect(() => wilson(0.5, 1)).toThrow(/not 0.5 of 1/);
});
