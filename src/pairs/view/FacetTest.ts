import { allowedCodes } from './allowedCodes';
import type { FacetChoice } from './PairQuery';
import type { ViewFacet } from './ViewFacet';

/** What `FacetTest.failing` says of a row where no facet, or more than one, keeps it out. */
export const noFacet = -1;
export const severalFacets = -2;

/** Whether rows hold what is ticked: of each facet that has a ticked box one of these. */
export class FacetTest {
  readonly #facets: { place: number; codes: Uint8Array | Uint16Array; allowed: Uint8Array }[] = [];
  /** A ticked facet that this data set does not have: no row holds it. */
  readonly #isHopeless: boolean;

  constructor(facets: readonly ViewFacet[], choices: readonly FacetChoice[]) {
    const known = new Set(facets.map(({ name }) => name));
    this.#isHopeless = choices.some(({ facet }) => !known.has(facet));
    for (const [place, facet] of facets.entries()) {
      const ticked = choices.filter((choice) => choice.facet === facet.name);
      if (ticked.length > 0) this.#facets.push({ place, codes: facet.codes, allowed: allowedCodes(facet, ticked) });
    }
  }

  passes(row: number): boolean {
    if (this.#isHopeless) return false;
    for (const { codes, allowed } of this.#facets) if (allowed[codes[row] ?? 0] !== 1) return false;
    return true;
  }

  /** The place of the one facet that keeps the row out, else `noFacet` or `severalFacets`. */
  failing(row: number): number {
    if (this.#isHopeless) return severalFacets;
    let failing = noFacet;
    for (const { place, codes, allowed } of this.#facets) {
      if (allowed[codes[row] ?? 0] === 1) continue;
      if (failing !== noFacet) return severalFacets;
      failing = place;
    }
    return failing;
  }
}
