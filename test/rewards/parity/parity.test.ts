import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import reference from '../../files/compare/parity.json';
import type { Parity } from '../../../src/rewards/parity/Parity';
import { parityBand, parityLimits } from '../../../src/rewards/parity/parityBand';
import { parityOf } from '../../../src/rewards/parity/parityOf';
import { RewardColumns } from '../../../src/rewards/RewardColumns';
import type { RewardRow } from '../../../src/rewards/RewardRow';
import { madeId, madeIndex } from '../madeIndex';

type Run = (number | null)[][];

function columnsOf(run: Run, index = madeIndex(run.map(() => ({})))): RewardColumns {
  const columns = new RewardColumns(index);
  const rows = run.flatMap((pair, row) =>
    pair.flatMap((reward, side): RewardRow[] =>
      reward === null ? [] : [{ checkpoint: 'a', response: madeId(2 * row + side), reward, tokens: 1 }],
    ),
  );
  columns.add(rows);
  return columns;
}

const compare = (here: Run, other: Run): Parity => parityOf(columnsOf(here), columnsOf(other));
const r = ({ correlation }: Parity) => (correlation.kind === 'value' ? correlation.value : -9);

describe('against numpy and scipy', () => {
  test.each(reference.map((one, at) => [at, one] as const))('case %i', (_, one) => {
    const parity = compare(one.here, one.reference);
    const { responses, onlyHere, onlyReference, pairs } = one;
    expect(parity).toMatchObject({ responses, onlyHere, onlyReference, pairs });
    expect(r(parity)).toBeCloseTo(one.correlation, 12);
    expect(parity.largest?.difference).toBeCloseTo(one.largest, 12);
    expect(parity.mean).toBeCloseTo(one.mean, 12);
    expect(parity.spread).toBeCloseTo(one.spread, 12);
    expect(parity.change).toBeCloseTo(one.change, 12);
    for (const [at, { share, margin, pairs, flips, interval }] of one.flips.entries()) {
      const found = parity.flips[at];
      expect(found).toMatchObject({ share, pairs, flips });
      expect(found?.margin).toBeCloseTo(margin, 12);
      expect([found?.interval.low, found?.interval.high].map((end) => end?.toFixed(10))).toEqual(
        interval.map((end) => end.toFixed(10)),
      );
    }
  });
});

const reward = fc.double({ min: -50, max: 50, noNaN: true }).map((value) => Math.round(value * 1e6) / 1e6);
const run = fc.array(fc.tuple(reward, reward), { minLength: 3, maxLength: 30 });

test('a run is in parity with itself, and with itself shifted: only differences mean anything', () => {
  fc.assert(
    fc.property(run, reward, (pairs, shift) => {
      const other = pairs.map((pair) => pair.map((one) => one + shift));
      const parity = compare(pairs, other);
      expect(parity.change).toBeLessThan(1e-9);
      expect(parity.flips.every(({ share, flips }) => share === 0 || flips === 0)).toBe(true);
      expect(['parity', 'unknown']).toContain(parityBand(parity));
      expect(parity.mean).toBeCloseTo(-shift, 6);
    }),
    { numRuns: 50 },
  );
});

test('the order of pairs changes nothing, and neither does scaling both runs', () => {
  fc.assert(
    fc.property(run, fc.double({ min: 0.01, max: 100, noNaN: true }), (pairs, scale) => {
      const other = pairs.map(([one, two], at) => [one + Math.sin(at), two - Math.cos(3 * at)]);
      const one = compare(pairs, other);
      const turned = compare(pairs.toReversed(), other.toReversed());
      const scaled = compare(
        pairs.map((pair) => pair.map((value) => value * scale)),
        other.map((pair) => pair.map((value) => value * scale)),
      );
      for (const same of [turned, scaled]) {
        expect(r(same)).toBeCloseTo(r(one), 8);
        expect((same.change ?? 0) / (same.spread ?? 1)).toBeCloseTo((one.change ?? 0) / (one.spread ?? 1), 8);
      }
      expect(turned.flips.map(({ flips }) => flips)).toEqual(one.flips.map(({ flips }) => flips));
      expect(parityBand(turned)).toBe(parityBand(one));
    }),
    { numRuns: 50 },
  );
});

test('a response that several pairs show is compared once', () => {
  const index = madeIndex([
    { first: 0, second: 1 },
    { first: 0, second: 2 },
    { first: 1, second: 2 },
  ]);
  const rewards = (values: number[]) => {
    const columns = new RewardColumns(index);
    columns.add(values.map((reward, at) => ({ checkpoint: 'a', response: madeId(at), reward, tokens: 1 })));
    return columns;
  };
  const parity = parityOf(rewards([1, 2, 4]), rewards([1, 2, 8]));
  expect(parity).toMatchObject({ responses: 3, pairs: 3, largest: { difference: 4, row: 1 } });
  expect(parity.mean).toBeCloseTo(-4 / 3, 12);
});

test('what is undefined says why, and has no band', () => {
  const nothing = compare([[1, null]], [[null, 2]]);
  expect(nothing).toMatchObject({ responses: 0, onlyHere: 1, onlyReference: 1, pairs: 0, largest: null, mean: null });
  expect(nothing.correlation).toEqual({ kind: 'undefined', why: 'No response has a reward from both.' });
  const constant = compare([[1, 2], [3, 1]], [[5, 5], [5, 5]]); // prettier-ignore
  expect(constant.correlation).toEqual({
    kind: 'undefined',
    why: 'The reference gives every response the same reward.',
  });
  expect([nothing, constant].map(parityBand)).toEqual(['unknown', 'unknown']);
});

test('the band is the worst of what was measured, and a share of flips counts only above a quarter of the spread', () => {
  const made = (correlation: number, change: number, flips: number): Parity => ({
    ...{
      responses: 100,
      onlyHere: 0,
      onlyReference: 0,
      largest: null,
      mean: 0,
      pairs: 100,
      spread: 2,
      change: 2 * change,
    },
    correlation: { kind: 'value', value: correlation },
    flips: [
      { share: 0, margin: 0, pairs: 100, flips: 50, interval: { low: 0, high: 1 } },
      { share: 0.25, margin: 0.5, pairs: 100, flips, interval: { low: 0, high: 1 } },
    ],
  });
  expect(parityBand(made(0.9999, 0.05, 0))).toBe('parity');
  expect(parityBand(made(0.9999, 0.05, 2))).toBe('four_bit');
  expect(parityBand(made(0.998, 0.05, 0))).toBe('four_bit');
  expect(parityBand(made(0.9999, 0.3, 0))).toBe('four_bit');
  expect(parityBand(made(0.9999, 0.3, 16))).toBe('off');
  expect(parityBand(made(parityLimits.four_bit.correlation - 0.01, 0.05, 0))).toBe('off');
});
