import type { Committee, CommitteeModel } from '../Committee';
import type { MarginBin, MarginHistogram } from '../CompareViews';
import { stands } from '../Selection';

/** Bins of a quarter of the scale, from -4 to 4: zero is an edge. */
const [binsAUnit, farthest] = [4, 4];
const bins = 2 * farthest * binsAUnit;

/** The standardised margins of one model at some places, by how it stands to the label. */
export function marginHistogram(committee: Committee, model: CommitteeModel, places: Uint32Array): MarginHistogram {
  if (model.factor === 0) {
    const why = model.scale === null ? 'No pair was scored by every model.' : 'All margins of this model are zero.';
    return { bins: [], why };
  }
  const counts = new Uint32Array(bins * stands.length);
  for (const place of places) {
    const bin = Math.floor((committee.margin(model, place) + farthest) * binsAUnit);
    const at = Math.min(bins - 1, Math.max(0, bin)) * stands.length + (model.stands[place] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { bins: Array.from({ length: bins }, (_, bin) => binOf(bin, counts)), why: null };
}

function binOf(bin: number, counts: Uint32Array): MarginBin {
  const [agreement = 0, disagreement = 0, tie = 0, none = 0] = counts.subarray(
    bin * stands.length,
    (bin + 1) * stands.length,
  );
  const from = bin / binsAUnit - farthest;
  return { from, to: from + 1 / binsAUnit, agreement, disagreement, tie, none };
}
