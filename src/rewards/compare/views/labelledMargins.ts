import type { Committee, CommitteeModel } from '../Committee';

/** A model's margins, in its own unit, to the chosen response: of the places whose label chooses one. */
export function labelledMargins(committee: Committee, { margins }: CommitteeModel, places: Uint32Array): Float64Array {
  const found = new Float64Array(places.length);
  let count = 0;
  for (const place of places) {
    if (committee.isLabelled(place)) found[count++] = (margins[place] ?? 0) * (committee.orientations[place] ?? 1);
  }
  return found.subarray(0, count);
}
