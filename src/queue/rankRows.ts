import { labelCodes, type PairIndex } from '../pairs/PairIndex';
import { margin } from '../rewards/margin';
import type { RewardColumns } from '../rewards/RewardColumns';
import type { QueueReason } from './QueueEntry';

/** A margin this small gives the better response less than three to one. */
export const lowMargin = Math.log(3);

/** Where the rows of a data set stand by model and label. */
export interface Ranking {
  /** By this, ascending: disagreements below 0, lowest p first; then by |margin|; unscored rows at infinity. */
  rank: Float64Array;
  reason(row: number): QueueReason;
}

/** Ranks every row. Of a disagreement the rank is its margin, of any other scored pair the size of its margin. */
export function rankRows(index: PairIndex, rewards: RewardColumns): Ranking {
  const rank = new Float64Array(index.length);
  for (let row = 0; row < index.length; row++) {
    const label = index.labels[row] ?? labelCodes.none;
    const value = margin(rewards.first[row] ?? NaN, rewards.second[row] ?? NaN, label);
    const disagrees = value < 0 && (label === labelCodes.first || label === labelCodes.second);
    rank[row] = Number.isNaN(value) ? Infinity : disagrees ? value : Math.abs(value);
  }
  return { rank, reason: (row) => reasonOf(rank[row] ?? Infinity) };
}

function reasonOf(rank: number): QueueReason {
  if (rank < 0) return 'disagreement';
  if (rank <= lowMargin) return 'low_margin';
  return rank === Infinity ? 'unscored' : 'order';
}
