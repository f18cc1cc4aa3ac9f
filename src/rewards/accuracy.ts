import type { PairIndex } from '../pairs/PairIndex';
import { agreement } from './agreement';
import type { RewardColumns } from './RewardColumns';
import { wilson, type Interval } from './wilson';

export interface Accuracy {
  /** Pairs whose label names a chosen response and whose two responses have rewards. */
  pairs: number;
  correct: number;
  /** Pairs with a margin of exactly zero. They count as pairs and not as correct: the model did not prefer the chosen one. */
  ties: number;
  /** correct / pairs; null without pairs. */
  accuracy: number | null;
  /** Wilson, 95 %. */
  interval: Interval;
}

/**
 * How often the chosen response has the higher reward, over the given rows (all of the index by default).
 * `labels` may hold other labels than the source's (verified ones): `labelCodes` by row.
 */
export function accuracy(
  index: PairIndex,
  rewards: RewardColumns,
  rows: Iterable<number> = Array(index.length).keys(),
  labels: Uint8Array = index.labels,
): Accuracy {
  const counts = { agreement: 0, disagreement: 0, tie: 0 };
  for (const row of rows) {
    const found = agreement(rewards.first[row] ?? NaN, rewards.second[row] ?? NaN, labels[row] ?? 0);
    if (found) counts[found]++;
  }
  const pairs = counts.agreement + counts.disagreement + counts.tie;
  return {
    pairs,
    correct: counts.agreement,
    ties: counts.tie,
    accuracy: pairs > 0 ? counts.agreement / pairs : null,
    interval: wilson(counts.agreement, pairs),
  };
}
