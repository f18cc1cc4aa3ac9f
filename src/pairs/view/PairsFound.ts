import type { RewardColumns } from '../../rewards/RewardColumns';
import type { ViewFacet } from './ViewFacet';

/** One model's rewards of some pairs, one entry a pair. */
export interface RewardsFound {
  /** Reward of the first and of the second response; NaN where there is none. */
  first: Float64Array;
  second: Float64Array;
  /** 1 where both responses are scored or known to be too long. */
  complete: Uint8Array;
  /** Tokens of the longer response that is too long for the model; 0 where none is. */
  tooLong: Uint32Array;
}

/** What a data set holds of the pairs that were asked for: one entry for each that it holds, by row ascending. */
export interface PairsFound {
  /** Places among those asked for. */
  places: Uint32Array;
  /** Rows of the pair index. */
  rows: Uint32Array;
  /** Which stored item of the data set each pair is of. */
  itemRows: Uint32Array;
  /** By key of the rewards that were asked for. */
  rewards: RewardsFound[];
  /** Codes by entry. */
  facets: ViewFacet[];
}

/** What one model has given some rows. */
export function rewardsAtRows(rewards: RewardColumns, rows: Uint32Array): RewardsFound {
  return {
    first: Float64Array.from(rows, (row) => rewards.first[row] ?? NaN),
    second: Float64Array.from(rows, (row) => rewards.second[row] ?? NaN),
    complete: Uint8Array.from(rows, (row) => (rewards.complete(row) ? 1 : 0)),
    tooLong: Uint32Array.from(rows, (row) => rewards.tooLongTokens(row) ?? 0),
  };
}
