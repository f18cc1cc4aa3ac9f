/** Rewards of one pair, as it is and rewritten; kept between visits, so that it holds numbers only. */
export interface ShortcutOutcome {
  row: number;
  /** Of the first and the second response; null where a text of this pair is too long or has no finite reward. */
  rewards: readonly [number, number] | null;
  /** By rewrite (`formattingRewrites`): the reward of each response rewritten, null where the rewrite changes nothing in it. */
  rewritten: readonly (readonly [number | null, number | null])[];
}
