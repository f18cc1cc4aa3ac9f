import type { GivenReward } from '../GivenReward';

/** Rewards that a row of a file states. */
export type GivenRewards =
  /** Of an item of the benchmark, in the order of its responses. */
  | { kind: 'item'; id: string; rewards: GivenReward[] }
  /** Of responses by their content ids. */
  | { kind: 'responses'; ids: string[]; rewards: GivenReward[] };
