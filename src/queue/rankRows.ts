import { labelCodes, type PairIndex } from '../pairs/PairIndex';
import { margin } from '../rewards/margin';
import type { RewardColumns } from '../rewards/RewardColumns';
import { reasonCode } from './Queue';

/** A margin this small gives the better response less than three to one. */
export const lowMargin = Math.log(3);

/**
 * Where every row stands by model and label, ascending: disagreements below 0 (their margin, so the lowest p comes first), then
 * all others that are scored by the size of their margin, unscored rows at infinity.
 */
export function rankRows(index: PairIndex, rewards: Pick<RewardColumns, 'first' | 'second'>): Float64Array {
  const rank = new Float64Array(index.length);
  for (let row = 0; row < index.length; row++) {
    const label = index.labels[row] ?? labelCodes.none;
    const value = margin(rewards.first[row] ?? NaN, rewards.second[row] ?? NaN, label);
    const disagrees = value < 0 && (label === labelCodes.first || label === labelCodes.second);
    rank[row] = Number.isNaN(value) ? Infinity : disagrees ? value : Math.abs(value);
  }
  return rank;
}

const { conflict: conflictCode, disagreement, low_margin, unscored, order } = reasonCode;

/** The code of the reason that a pair is met for, by its rank and `PairIndex.conflicts`. */
export function reasonOf(rank: number, conflict: number): number {
  if (conflict !== 0) return conflictCode;
  if (rank < 0) return disagreement;
  if (rank <= lowMargin) return low_margin;
  return rank === Infinity ? unscored : order;
}
