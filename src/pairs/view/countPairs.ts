import { FacetTest, noFacet } from './FacetTest';
import { filterBit, filterBits } from './filterBits';
import type { PairColumns } from './PairColumns';
import { pairFilters, type FacetKind, type PairFilter, type PairQuery } from './PairQuery';
import type { ViewFacet } from './ViewFacet';

export interface OptionCount {
  kind: FacetKind;
  value: string;
  pairs: number;
}

export interface FacetCounts {
  name: string;
  /** In the order of `ViewFacet.options`, whatever the query. */
  options: OptionCount[];
}

/** How many pairs the boxes and buttons of a view would show. */
export interface PairCounts {
  /** By filter, under the query's text and facets. */
  filters: Record<PairFilter, number>;
  /** By facet and option, under the query's text, filter and the ticked boxes of the other facets. */
  facets: FacetCounts[];
}

/** Counts what each filter and each option of each facet would show beside the rest of the query. `found` as in `selectRows`. */
export function countPairs(
  columns: PairColumns,
  facets: readonly ViewFacet[],
  query: PairQuery,
  found: Uint8Array | null,
): PairCounts {
  const facetTest = new FacetTest(facets, query.facets);
  const bit = filterBit[query.filter];
  const ofBits = new Uint32Array(2 ** pairFilters.length);
  const ofCodes = facets.map(() => new Uint32Array(65_536));
  for (let row = 0; row < columns.index.length; row++) {
    if (found !== null && found[row] !== 1) continue;
    const bits = filterBits(columns, row);
    const failing = facetTest.failing(row);
    if (failing === noFacet) step(ofBits, bits);
    if ((bits & bit) === 0) continue;
    if (failing >= 0) step(ofCodes[failing], facets[failing]?.codes[row]);
    else if (failing === noFacet) for (let at = 0; at < facets.length; at++) step(ofCodes[at], facets[at]?.codes[row]);
  }
  return { filters: filterCounts(ofBits), facets: facets.map((facet, at) => optionCounts(facet, ofCodes[at])) };
}

function step(counts: Uint32Array | undefined, at: number | undefined): void {
  if (counts !== undefined && at !== undefined) counts[at] = (counts[at] ?? 0) + 1;
}

function filterCounts(ofBits: Uint32Array): Record<PairFilter, number> {
  const counted = pairFilters.map((filter) => {
    const pairs = ofBits.reduce((sum, count, bits) => sum + ((bits & filterBit[filter]) === 0 ? 0 : count), 0);
    return [filter, pairs] as const;
  });
  return Object.fromEntries(counted) as Record<PairFilter, number>;
}

function optionCounts({ name, options }: ViewFacet, ofCodes: Uint32Array | undefined): FacetCounts {
  const counted = options.map(({ kind, value, codes }) => ({
    kind,
    value,
    pairs: codes.reduce((sum, code) => sum + (ofCodes?.[code] ?? 0), 0),
  }));
  return { name, options: counted };
}
