import { expect, test } from 'vitest';
import { bootstrap } from '../../../src/verdicts/agreement/bootstrap';
import { drawCounts } from '../../../src/verdicts/agreement/drawCounts';
import type { Figure } from '../../../src/verdicts/agreement/Figure';
import { krippendorffAlpha } from '../../../src/verdicts/agreement/krippendorffAlpha';
import { patternsOf } from '../../../src/verdicts/agreement/Patterns';
import { randomNumbers } from '../../../src/verdicts/agreement/randomNumbers';
import { ratingsFrom } from './referenceCases';

/** The share of the first of two kinds. */
const share = ([one = 0, other = 0]: Float64Array): Figure => ({ value: one / (one + other) });

test('a draw has as many units as there are, each kind on average as often as it is', () => {
  const random = randomNumbers(1);
  for (const units of [Float64Array.of(3, 0, 7), Float64Array.of(40_000, 5, 160_000)]) {
    const total = units.reduce((sum, n) => sum + n, 0);
    const sums = new Float64Array(units.length);
    for (let draw = 0; draw < 2000; draw++) {
      const drawn = drawCounts(units, random);
      expect(drawn.reduce((sum, n) => sum + n, 0)).toBe(total);
      for (const [kind, n] of drawn.entries()) sums[kind] = (sums[kind] ?? 0) + n;
    }
    for (const [kind, n] of units.entries()) {
      const spread = Math.sqrt((n * (1 - n / total)) / 2000);
      expect(Math.abs((sums[kind] ?? 0) / 2000 - n)).toBeLessThanOrEqual(4.5 * spread);
    }
  }
});

test('the interval covers the truth about as often as it says', () => {
  const random = randomNumbers(7);
  let covered = 0;
  for (let trial = 0; trial < 200; trial++) {
    const ones = Array.from({ length: 120 }, () => random() < 0.7).filter(Boolean).length;
    const interval = bootstrap(Float64Array.of(ones, 120 - ones), share, trial);
    if (interval && interval.low <= 0.7 && 0.7 <= interval.high) covered++;
  }
  expect(covered / 200).toBeGreaterThan(0.9);
});

test('the same seed gives the same interval; few units and mostly undefined draws give none', () => {
  const units = Float64Array.of(30, 10);
  expect(bootstrap(units, share, 3)).toEqual(bootstrap(units, share, 3));
  expect(bootstrap(Float64Array.of(5, 4), share, 3)).toBeNull();
  const oneOdd = patternsOf(ratingsFrom([...Array.from({ length: 19 }, () => [0, 0]), [0, 1]], 2));
  const alpha = (drawn: Float64Array) => krippendorffAlpha({ ...oneOdd, units: drawn }, 'nominal');
  // More than a third of the draws leave the only other value out.
  expect(bootstrap(oneOdd.units, alpha, 3)).toBeNull();
});
