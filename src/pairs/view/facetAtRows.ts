import type { ViewFacet } from './ViewFacet';

/** A facet of some rows only: a code a row, in the order given. Its options stay as they are. */
export function facetAtRows(facet: ViewFacet, rows: Uint32Array): ViewFacet {
  const codes = facet.codes instanceof Uint16Array ? new Uint16Array(rows.length) : new Uint8Array(rows.length);
  for (let place = 0; place < rows.length; place++) codes[place] = facet.codes[rows[place] ?? 0] ?? 0;
  return { ...facet, codes };
}
