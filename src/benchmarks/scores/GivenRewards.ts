/** Rewards that a row of a file states; null: the row says that there is none, NaN: none that is finite. */
export type GivenRewards =
  /** Of an item of the benchmark, in the order of its responses. */
  | { kind: 'item'; id: string; rewards: (number | null)[] }
  /** Of responses by their content ids. */
  | { kind: 'responses'; ids: string[]; rewards: (number | null)[] };
