import { conflictCodes, type PairIndex } from '../../pairs/PairIndex';
import { reasonCode } from '../Queue';
import { emptyRanking, type Ranking } from '../Ranking';

/**
 * Conflicts between duplicates: pairs that rows of this data set label differently, then those that another data set labels
 * otherwise, then all others, each in file order.
 */
export function byConflict(index: PairIndex): Ranking {
  const ranking = emptyRanking(index.length);
  for (let row = 0; row < index.length; row++) {
    const code = index.conflicts[row] ?? conflictCodes.none;
    ranking.tiers[row] = code === conflictCodes.none ? 2 : code - 1;
    ranking.reasons[row] = code === conflictCodes.none ? reasonCode.order : reasonCode.conflict;
  }
  return ranking;
}
