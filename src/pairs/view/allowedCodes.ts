import type { FacetChoice } from './PairQuery';
import type { ViewFacet } from './ViewFacet';

/** By code of a facet 1 where one of these options stands for it. Options that the facet does not have allow nothing. */
export function allowedCodes(facet: ViewFacet, chosen: readonly Pick<FacetChoice, 'kind' | 'value'>[]): Uint8Array {
  const allowed = new Uint8Array(2 ** (8 * facet.codes.BYTES_PER_ELEMENT));
  for (const { kind, value, codes } of facet.options) {
    if (!chosen.some((choice) => choice.kind === kind && choice.value === value)) continue;
    for (const code of codes) allowed[code] = 1;
  }
  return allowed;
}
