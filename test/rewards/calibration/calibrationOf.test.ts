import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestTemperature } from '../../../src/rewards/calibration/bestTemperature';
import { calibrationOf } from '../../../src/rewards/calibration/calibrationOf';
import { measureCalibration } from '../../../src/rewards/calibration/measureCalibration';

function bySize(margins: number[]): Float64Array {
  return Float64Array.from(margins.sort((one, other) => Math.abs(one) - Math.abs(other)));
}

/** Hundredths, so that zeros and equal ones occur. */
const margin = fc.oneof(fc.integer({ min: -4000, max: 4000 }), fc.constantFrom(-100, 0, 100)).map((n) => n / 100);
const margins = fc.array(margin, { maxLength: 80 }).map(bySize);

test('a margin of exactly zero is right in one of the two orders', () => {
  const { bins, ece, brier } = calibrationOf(Float64Array.of(0, 0, 0), 'width');
  expect(bins[0]).toMatchObject({ from: 0.5, to: 0.55, pairs: 3, confidence: 0.5, right: 0.5 });
  expect([ece, brier]).toEqual([
    { kind: 'value', value: 0 },
    { kind: 'value', value: 0.25 },
  ]);
});

test('bins of equal counts hold as many pairs each, but equal confidences stand together', () => {
  const even = calibrationOf(bySize(Array.from({ length: 100 }, (_, at) => (at + 1) / 20)), 'count');
  expect(even.bins.map(({ pairs }) => pairs)).toEqual(Array(10).fill(10));
  const tied = calibrationOf(bySize([...Array<number>(50).fill(1), ...Array<number>(50).fill(-2)]), 'count');
  expect(tied.bins.map(({ pairs }) => pairs)).toEqual([0, 50, 50]);
});

test('bins of either kind hold every pair once, in order, from 0.5 to 1', () => {
  fc.assert(
    fc.property(margins, fc.constantFrom('width' as const, 'count' as const), (given, binning) => {
      const { bins } = calibrationOf(given, binning);
      expect(bins.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(given.length);
      expect([bins[0]?.from, bins.at(-1)?.to]).toEqual([0.5, 1]);
      for (const [at, { from, to, confidence }] of bins.entries()) {
        if (confidence !== null) expect(confidence >= from - 1e-12 && confidence <= to + 1e-12).toBe(true);
        if (at > 0) expect(from).toBe(bins[at - 1]?.to);
      }
    }),
  );
});

test('no temperature near the best one has less log loss', () => {
  fc.assert(
    fc.property(margins, (given) => {
      const best = bestTemperature(given);
      if (best.kind === 'undefined') return;
      const lossAt = (temperature: number) => {
        const { logLoss } = measureCalibration(given, [0.5], temperature);
        return logLoss.kind === 'value' ? logLoss.value : NaN;
      };
      const least = lossAt(best.value);
      for (const factor of [0.5, 0.9, 0.999, 1.001, 1.1, 2])
        expect(lossAt(best.value * factor)).toBeGreaterThanOrEqual(least - 1e-12);
    }),
  );
});

test('margins of twice the size have twice the best temperature', () => {
  fc.assert(
    fc.property(margins, (given) => {
      const [best, twice] = [bestTemperature(given), bestTemperature(given.map((one) => 2 * one))];
      expect(twice.kind).toBe(best.kind);
      if (best.kind === 'value' && twice.kind === 'value') expect(twice.value / best.value).toBeCloseTo(2, 9);
    }),
  );
});

test('many margins, which begin from few of them, have the best temperature of the same ones without that', () => {
  const many = bySize(Array.from({ length: 30_000 }, (_, at) => Math.sin(at * 12.9898) * 5 + 1));
  const twice = bySize([...many, ...many]);
  const [best, ofTwice] = [bestTemperature(many), bestTemperature(twice)];
  if (best.kind === 'undefined' || ofTwice.kind === 'undefined') throw new Error('No temperature');
  expect(ofTwice.value / best.value).toBeCloseTo(1, 11);
});

test.each([
  ['no pair', [], /label that chooses/],
  ['constant rewards', [0, 0], /All margins are zero/],
  ['a model that is always right', [1, 2], /smaller the temperature/],
  ['a model that is wrong on the whole', [1, -2], /larger the temperature/],
])('%s: no temperature is best, and why is said', (_, given, why) => {
  const { temperature, eceAfter } = calibrationOf(bySize(given), 'width');
  expect(temperature).toMatchObject({ kind: 'undefined', why: expect.stringMatching(why) as string });
  expect(eceAfter).toEqual(temperature);
});
