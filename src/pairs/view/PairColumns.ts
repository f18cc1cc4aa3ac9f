import type { RewardColumns } from '../../rewards/RewardColumns';
import type { PairIndex } from '../PairIndex';

/** What filters, sorts and the table read of a data set: its index, one model's rewards and the `verdictStates` by row. */
export interface PairColumns {
  index: PairIndex;
  rewards: RewardColumns;
  verdicts: Uint8Array;
}
