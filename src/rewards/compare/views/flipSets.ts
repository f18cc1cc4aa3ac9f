import type { Committee } from '../Committee';
import type { FlipSet } from '../CompareViews';
import { stands } from '../Selection';

const [agrees, disagrees] = [stands.indexOf('agreement'), stands.indexOf('disagreement')];

/** Which models stand against the label together, at some places: each set that occurs, that of most pairs first. */
export function flipSets({ models }: Committee, places: Uint32Array): FlipSet[] {
  const counts = new Uint32Array(2 ** models.length);
  for (const place of places) {
    const set = setAt(models, place);
    if (set !== null) counts[set] = (counts[set] ?? 0) + 1;
  }
  const found: FlipSet[] = [];
  for (const [set, pairs] of counts.entries())
    if (pairs > 0) found.push({ against: [...models.keys()].filter((at) => (set & (1 << at)) !== 0), pairs });
  return found.sort((one, other) => other.pairs - one.pairs);
}

/** A bit for each model that stands against the label; null where one stands neither with nor against it. */
function setAt(models: Committee['models'], place: number): number | null {
  let set = 0;
  for (let at = 0; at < models.length; at++) {
    const stand = models[at]?.stands[place];
    if (stand === disagrees) set |= 1 << at;
    else if (stand !== agrees) return null;
  }
  return set;
}
