import type { PairIndex } from '../pairs/PairIndex';
import { RewardColumns } from './RewardColumns';
import type { RewardRow } from './RewardRow';

/** The rewards that a checkpoint has given so far (by response id, as the store reads them), by row of a pair index. */
export function fillRewardColumns(index: PairIndex, rewards: ReadonlyMap<string, RewardRow>): RewardColumns {
  const columns = new RewardColumns(index);
  columns.add(rewards.values());
  return columns;
}
