import type { ViewFacet } from '../../../pairs/view/ViewFacet';
import { shareOf } from '../../../quality/shareOf';
import type { Committee } from '../Committee';
import type { SliceTable } from '../CompareViews';
import { stands } from '../Selection';

const noPairs = 'No pairs are in this slice.';
const noLabels = 'No pair of this slice has a label that chooses a response.';

/** Each model's accuracy by option of a facet, at some places. An option without pairs stays, and says so. */
export function sliceTable(committee: Committee, facet: ViewFacet, places: Uint32Array): SliceTable {
  const options = optionByCode(facet);
  const width = stands.length;
  const counts = committee.models.map(() => new Uint32Array((facet.options.length + 1) * width));
  for (const [at, { stands: ofPlaces }] of committee.models.entries()) {
    const ofModel = counts[at] ?? new Uint32Array();
    for (const place of places) {
      const cell = (options[facet.codes[place] ?? 0] ?? facet.options.length) * width + (ofPlaces[place] ?? 0);
      ofModel[cell] = (ofModel[cell] ?? 0) + 1;
    }
  }
  const slices = facet.options.map(({ kind, value }, option) => {
    const cells = counts.map((ofModel) => ofModel.subarray(option * width, (option + 1) * width));
    const [agreement = 0, disagreement = 0, tie = 0, none = 0] = cells[0] ?? [];
    const labelled = agreement + disagreement + tie;
    const why = labelled + none === 0 ? noPairs : noLabels;
    const accuracy = cells.map(([hits = 0]) => shareOf(hits, labelled, why));
    return { option: { kind, value }, pairs: labelled + none, labelled, accuracy };
  });
  return { facet: facet.name, slices };
}

/** By code the place of its option; codes that no option has get the place behind the last. */
function optionByCode({ codes: ofPlaces, options }: ViewFacet): Uint16Array {
  const byCode = new Uint16Array(2 ** (8 * ofPlaces.BYTES_PER_ELEMENT)).fill(options.length);
  for (const [at, { codes }] of options.entries()) for (const code of codes) byCode[code] = at;
  return byCode;
}
