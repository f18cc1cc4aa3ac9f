import { labelCodes, type PairIndex } from '../../pairs/PairIndex';
import { margin } from '../../rewards/margin';
import type { RewardColumns } from '../../rewards/RewardColumns';
import { reasonCode } from '../Queue';
import { emptyRanking, type Ranking } from '../Ranking';

/** A margin this small gives the better response less than three to one. */
export const lowMargin = Math.log(3);

/** One model's rewards by row; NaN where there is none. */
export type Rewards = Pick<RewardColumns, 'first' | 'second'>;

const { conflict, disagreement, low_margin, unscored, order } = reasonCode;

/**
 * Label against model: conflicts of the sources first, then disagreements (lowest p of the label first), then by the size of
 * the margin, then the unscored in file order; the conflicts among themselves in that same order.
 */
export function byLabel(index: PairIndex, rewards: Rewards): Ranking {
  const ranking = emptyRanking(index.length);
  for (let row = 0; row < index.length; row++) {
    const rank = (ranking.rank[row] = rankOf(index, rewards, row));
    const isConflict = index.conflicts[row] !== 0;
    ranking.tiers[row] = isConflict ? 0 : 1;
    ranking.reasons[row] = isConflict ? conflict : reasonOf(rank);
  }
  return ranking;
}

/** Disagreements below 0 (their margin), all others that are scored by the size of their margin, unscored rows at infinity. */
function rankOf(index: PairIndex, rewards: Rewards, row: number): number {
  const label = index.labels[row] ?? labelCodes.none;
  const value = margin(rewards.first[row] ?? NaN, rewards.second[row] ?? NaN, label);
  if (Number.isNaN(value)) return Infinity;
  const chooses = label === labelCodes.first || label === labelCodes.second;
  return value < 0 && chooses ? value : Math.abs(value);
}

function reasonOf(rank: number): number {
  if (rank < 0) return disagreement;
  if (rank <= lowMargin) return low_margin;
  return rank === Infinity ? unscored : order;
}
