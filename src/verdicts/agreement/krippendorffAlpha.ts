import type { Figure } from './Figure';
import { kindsOf, type Patterns } from './Patterns';

/** How far two values are apart: `nominal`, the same or not; `ordinal`, by how many ratings lie between them. */
export type Metric = 'nominal' | 'ordinal';

/**
 * Krippendorff's alpha (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability): 1 - Do / De over the matrix of
 * coincidences. Units may have any number of ratings; those with one are not pairable and left aside. Nominal distance: 0 or
 * 1. Ordinal distance of c < k: (sum of n_g for g from c to k, less (n_c + n_k) / 2) squared, n_g being how often g was said.
 */
export function krippendorffAlpha(patterns: Patterns, metric: Metric): Figure {
  const { values } = patterns;
  const coincidences = coincidencesOf(patterns);
  const totals = new Float64Array(values);
  for (let at = 0; at < coincidences.length; at++) {
    const value = Math.floor(at / values);
    totals[value] = (totals[value] ?? 0) + (coincidences[at] ?? 0);
  }
  const all = totals.reduce((sum, total) => sum + total, 0);
  if (all === 0) return { undefinedBecause: 'no_overlap' };
  const distances = metric === 'nominal' ? nominal(values) : ordinal(totals);
  let [observed, expected] = [0, 0];
  for (let at = 0; at < coincidences.length; at++) {
    const [one, other] = [Math.floor(at / values), at % values];
    const distance = distances[at] ?? 0;
    observed += (coincidences[at] ?? 0) * distance;
    expected += (totals[one] ?? 0) * (totals[other] ?? 0) * distance;
  }
  return expected === 0 ? { undefinedBecause: 'one_value' } : { value: 1 - ((all - 1) * observed) / expected };
}

/** o_ck: for each unit of m ratings, each ordered pair of them counts 1 / (m - 1). Square, row by row. */
function coincidencesOf(patterns: Patterns): Float64Array {
  const { values } = patterns;
  const matrix = new Float64Array(values * values);
  for (const { said, units, size } of kindsOf(patterns)) {
    if (size < 2) continue;
    for (let one = 0; one < values; one++) {
      const n = said[one] ?? 0;
      if (n === 0) continue;
      for (let other = 0; other < values; other++) {
        const pairs = n * ((said[other] ?? 0) - (one === other ? 1 : 0));
        matrix[one * values + other] = (matrix[one * values + other] ?? 0) + (units * pairs) / (size - 1);
      }
    }
  }
  return matrix;
}

function nominal(values: number): Float64Array {
  return Float64Array.from({ length: values * values }, (_, at) => (Math.floor(at / values) === at % values ? 0 : 1));
}

function ordinal(totals: Float64Array): Float64Array {
  const values = totals.length;
  const distances = new Float64Array(values * values);
  for (let low = 0; low < values; low++) {
    let between = totals[low] ?? 0;
    for (let high = low + 1; high < values; high++) {
      between += totals[high] ?? 0;
      const distance = (between - ((totals[low] ?? 0) + (totals[high] ?? 0)) / 2) ** 2;
      distances[low * values + high] = distances[high * values + low] = distance;
    }
  }
  return distances;
}
