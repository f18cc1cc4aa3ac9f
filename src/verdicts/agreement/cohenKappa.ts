import type { Figure } from './Figure';
import type { Ratings } from './Ratings';

/** What two people said of the units that both judged: how often one said the row and the other the column. */
export interface Confusion {
  values: number;
  /** Row by row. */
  cells: Float64Array;
}

/** What a miss costs: the same for all; the distance of the two values; or its square. Only ordered values have a distance. */
export type Weighting = 'none' | 'linear' | 'quadratic';

/** The table of two people over the units that both judged. */
export function confusionOf({ values, starts, raters, given }: Ratings, one: number, other: number): Confusion {
  const cells = new Float64Array(values * values);
  for (let unit = 0; unit + 1 < starts.length; unit++) {
    let [row, column] = [-1, -1];
    for (let at = starts[unit] ?? 0; at < (starts[unit + 1] ?? 0); at++) {
      if (raters[at] === one) row = given[at] ?? -1;
      if (raters[at] === other) column = given[at] ?? -1;
    }
    if (row >= 0 && column >= 0) cells[row * values + column] = (cells[row * values + column] ?? 0) + 1;
  }
  return { values, cells };
}

/** How many units the two have in common. */
export function commonUnits({ cells }: Confusion): number {
  return cells.reduce((sum, n) => sum + n, 0);
}

/** Of the units in common, the share of which the two say the same. */
export function sameShare({ values, cells }: Confusion): Figure {
  const units = commonUnits({ values, cells });
  const same = cells.reduce((sum, n, at) => (Math.floor(at / values) === at % values ? sum + n : sum), 0);
  return units === 0 ? { undefinedBecause: 'no_overlap' } : { value: same / units };
}

/**
 * Cohen's kappa of two people (Cohen 1960, Educational and Psychological Measurement 20, 37-46), with weights Cohen 1968
 * (Psychological Bulletin 70, 213-220): 1 - (cost of the misses seen) / (cost expected from how often each says each value).
 */
export function cohenKappa({ values, cells }: Confusion, weighting: Weighting = 'none'): Figure {
  const units = commonUnits({ values, cells });
  if (units === 0) return { undefinedBecause: 'no_overlap' };
  const [rows, columns] = [new Float64Array(values), new Float64Array(values)];
  for (const [at, n] of cells.entries()) {
    const [row, column] = [Math.floor(at / values), at % values];
    rows[row] = (rows[row] ?? 0) + n;
    columns[column] = (columns[column] ?? 0) + n;
  }
  let [seen, expected] = [0, 0];
  for (const [at, n] of cells.entries()) {
    const [row, column] = [Math.floor(at / values), at % values];
    const cost = costOf(Math.abs(row - column), weighting);
    seen += cost * n;
    expected += (cost * (rows[row] ?? 0) * (columns[column] ?? 0)) / units;
  }
  return expected === 0 ? { undefinedBecause: 'one_value' } : { value: 1 - seen / expected };
}

function costOf(distance: number, weighting: Weighting): number {
  if (weighting === 'none') return distance === 0 ? 0 : 1;
  return weighting === 'linear' ? distance : distance ** 2;
}
