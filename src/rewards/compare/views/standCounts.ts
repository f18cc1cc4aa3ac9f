import { shareOf } from '../../../quality/shareOf';
import { noLabelledPair } from '../../calibration/noLabelledPair';
import type { CommitteeModel } from '../Committee';
import type { StandCounts } from '../CompareViews';
import { stands } from '../Selection';

/** How a model stands to the labels at some places. A margin of exactly zero is no agreement (`accuracy`). */
export function standCounts(model: CommitteeModel, places: Uint32Array): StandCounts {
  const counts = new Uint32Array(stands.length);
  for (const place of places) {
    const stand = model.stands[place] ?? 0;
    counts[stand] = (counts[stand] ?? 0) + 1;
  }
  const [agreement = 0, disagreement = 0, tie = 0, none = 0] = counts;
  const accuracy = shareOf(agreement, agreement + disagreement + tie, noLabelledPair);
  return { agreement, disagreement, tie, none, accuracy };
}
