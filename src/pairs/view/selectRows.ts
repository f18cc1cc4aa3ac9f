import { sortByKey } from '../../queue/sortByKey';
import { FacetTest } from './FacetTest';
import { filterBit, filterBits } from './filterBits';
import type { PairColumns } from './PairColumns';
import { lengthOf, marginOf, probabilityOf } from './pairFacts';
import type { PairQuery, PairSort } from './PairQuery';
import type { ViewFacet } from './ViewFacet';

/**
 * Rows of the pair index that a query shows, in its order. `found` marks the rows that hold the searched text; null: no search.
 * Pairs without a value to sort by (not scored, nothing chosen) stand last in both directions, in the order of the file.
 */
export function selectRows(
  columns: PairColumns,
  facets: readonly ViewFacet[],
  query: PairQuery,
  found: Uint8Array | null,
): Uint32Array {
  const facetTest = new FacetTest(facets, query.facets);
  const bit = filterBit[query.filter];
  const rows = new Uint32Array(columns.index.length);
  let count = 0;
  for (let row = 0; row < columns.index.length; row++) {
    if (found !== null && found[row] !== 1) continue;
    if (query.filter !== 'all' && (filterBits(columns, row) & bit) === 0) continue;
    if (facetTest.passes(row)) rows[count++] = row;
  }
  return sorted(columns, rows.slice(0, count), query);
}

function sorted(columns: PairColumns, rows: Uint32Array, { sort, descending }: PairQuery): Uint32Array {
  if (sort === 'file') return descending ? rows.reverse() : rows;
  const keys = new Float64Array(columns.index.length);
  const key = keyOf[sort];
  let withKey = 0;
  for (const row of rows) {
    // Descending keys are negated, so that equal ones stay in the order of the file.
    keys[row] = descending ? -key(columns, row) : key(columns, row);
    if (!Number.isNaN(keys[row])) withKey++;
  }
  if (withKey === rows.length) return sortByKey(rows, keys);
  const ordered = new Uint32Array(rows.length);
  ordered.set(
    sortByKey(
      rows.filter((row) => !Number.isNaN(keys[row])),
      keys,
    ),
  );
  ordered.set(
    rows.filter((row) => Number.isNaN(keys[row])),
    withKey,
  );
  return ordered;
}

const keyOf: Record<Exclude<PairSort, 'file'>, (columns: PairColumns, row: number) => number> = {
  length: lengthOf,
  p: probabilityOf,
  margin: marginOf,
};
