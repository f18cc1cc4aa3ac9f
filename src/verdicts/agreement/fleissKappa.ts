import type { Figure } from './Figure';
import { kindsOf, type Patterns } from './Patterns';

/**
 * Fleiss' kappa (Fleiss 1971, Psychological Bulletin 76, 378-382): (P - Pe) / (1 - Pe), P the mean over units of the share of
 * pairs of ratings that say the same, Pe the sum of the squared shares of the values. Every unit needs the same number of
 * ratings, at least two; who gave them does not matter. Units with one rating or none are left aside.
 */
export function fleissKappa(patterns: Patterns): Figure {
  const kinds = [...kindsOf(patterns)].filter(({ size }) => size > 1);
  const size = kinds[0]?.size;
  if (size === undefined) return { undefinedBecause: 'no_overlap' };
  if (kinds.some((kind) => kind.size !== size)) return { undefinedBecause: 'uneven' };
  const totals = new Float64Array(patterns.values);
  let [units, agreeing] = [0, 0];
  for (const kind of kinds) {
    units += kind.units;
    for (const [value, n] of kind.said.entries()) {
      totals[value] = (totals[value] ?? 0) + kind.units * n;
      agreeing += kind.units * n * (n - 1);
    }
  }
  const observed = agreeing / (units * size * (size - 1));
  const expected = totals.reduce((sum, total) => sum + (total / (units * size)) ** 2, 0);
  return totals.some((total) => total === units * size)
    ? { undefinedBecause: 'one_value' }
    : { value: (observed - expected) / (1 - expected) };
}
