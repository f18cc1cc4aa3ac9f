import { describe, expect, test } from 'vitest';
import { cohenKappa, commonUnits, confusionOf } from '../../../src/verdicts/agreement/cohenKappa';
import { isDefined, type Figure } from '../../../src/verdicts/agreement/Figure';
import { fleissKappa } from '../../../src/verdicts/agreement/fleissKappa';
import { krippendorffAlpha } from '../../../src/verdicts/agreement/krippendorffAlpha';
import { patternsOf } from '../../../src/verdicts/agreement/Patterns';
import { percentAgreement } from '../../../src/verdicts/agreement/percentAgreement';
import { usualSize, withRatings } from '../../../src/verdicts/agreement/withRatings';
import { dawidSkene } from '../../../src/verdicts/folds/dawidSkene';
import { randomCases, realCase, type ReferenceCase } from './referenceCases';

/** Undefined here where the library says nothing, else equal to ten digits. */
function expectFigure(figure: Figure, expected: number | null): void {
  if (expected === null) expect(isDefined(figure)).toBe(false);
  else expect('value' in figure ? figure.value : figure.undefinedBecause).toBeCloseTo(expected, 10);
}

function expectFigures(one: ReferenceCase): void {
  const patterns = patternsOf(one.ratings);
  expectFigure(percentAgreement(patterns), one.percent);
  expectFigure(fleissKappa(withRatings(patterns, usualSize(patterns) ?? 0)), one.fleiss);
  expectFigure(krippendorffAlpha(patterns, 'nominal'), one.nominal);
  expectFigure(krippendorffAlpha(patterns, 'ordinal'), one.ordinal);
  for (const { one: left, other, units, ...kappas } of one.cohen) {
    const table = confusionOf(one.ratings, left, other);
    expect(commonUnits(table)).toBe(units);
    for (const weighting of ['none', 'linear', 'quadratic'] as const)
      expectFigure(cohenKappa(table, weighting), kappas[weighting]);
  }
}

/** The reference leaves units that nobody rated out. */
function ratedRows({ ratings, values }: ReferenceCase, probabilities: Float64Array): number[][] {
  const rows: number[][] = [];
  for (let unit = 0; unit + 1 < ratings.starts.length; unit++)
    if (ratings.starts[unit] !== ratings.starts[unit + 1])
      rows.push([...probabilities.subarray(unit * values, (unit + 1) * values)]);
  return rows;
}

/** The largest distance of two tables of probabilities. */
function distance(one: number[][], other: number[][]): number {
  expect(one.length).toBe(other.length);
  return Math.max(...one.flatMap((row, unit) => row.map((p, value) => Math.abs(p - (other[unit]?.[value] ?? NaN)))));
}

const real = (['pandalm', 'mt-bench'] as const).map(realCase);

describe.each([...randomCases(), ...real])('$name', (one) => {
  test('has the figures that scikit-learn, statsmodels and krippendorff give', () => {
    expectFigures(one);
  });

  test('has the probabilities of Dawid and Skene that crowd-kit gives after as many rounds', () => {
    const { probabilities } = dawidSkene(one.ratings, { rounds: one.rounds, tolerance: -1 });
    expect(distance(ratedRows(one, probabilities), one.dawidSkene)).toBeLessThan(1e-6);
  });
});

test('the votes of real people are all there', () => {
  expect(real.map(({ people, ratings }) => [people, ratings.starts.length - 1])).toEqual([
    [3, 999],
    [65, 1232],
  ]);
});
