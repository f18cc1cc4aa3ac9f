import type { PairIndex } from '../../pairs/PairIndex';
import { reasonCode } from '../Queue';
import type { Ranking } from '../Ranking';
import { byLabel, type Rewards } from './byLabel';

/** Error-driven neighbours: the rows that `neighbours` found, in its order, then all others label against model. */
export function byNeighbours(index: PairIndex, rewards: Rewards, found: readonly number[]): Ranking {
  const ranking = byLabel(index, rewards);
  for (let row = 0; row < index.length; row++) ranking.tiers[row] = 1 + (ranking.tiers[row] ?? 0);
  for (const [place, row] of found.entries()) {
    ranking.tiers[row] = 0;
    ranking.rank[row] = place;
    ranking.reasons[row] = reasonCode.neighbour;
  }
  return ranking;
}
