import { comparePaired, type PairedComparison, type PairedRow } from './comparePaired';

/** Two models on the pairs that have one value of something. */
export interface ComparedSlice {
  facet: string;
  value: string;
  comparison: PairedComparison;
}

/** Fewer pairs than this say nothing of a slice by themselves. */
export const fewestInSlice = 5;

/**
 * The comparison value by value, of everything by which the rows fall apart: a facet of which all pairs that have a value have the
 * same one is left out, and so are values of fewer than `fewestInSlice` compared pairs. Facets in the order in which they come,
 * values by pairs, the most first.
 */
export function compareSlices(
  rows: readonly (PairedRow & { slices: readonly { facet: string; value: string }[] })[],
): ComparedSlice[] {
  const facets = new Map<string, Map<string, PairedRow[]>>();
  for (const row of rows) {
    for (const { facet, value } of row.slices) {
      const values = facets.get(facet) ?? new Map<string, PairedRow[]>();
      facets.set(facet, values);
      const own = values.get(value);
      if (own) own.push(row);
      else values.set(value, [row]);
    }
  }
  return [...facets].flatMap(([facet, values]) => (values.size > 1 ? slicesOf(facet, values) : []));
}

function slicesOf(facet: string, values: ReadonlyMap<string, PairedRow[]>): ComparedSlice[] {
  return [...values]
    .flatMap(([value, own]) => {
      const comparison = comparePaired(own);
      return comparison && comparison.pairs >= fewestInSlice ? [{ facet, value, comparison }] : [];
    })
    .sort((one, other) => other.comparison.pairs - one.comparison.pairs);
}
