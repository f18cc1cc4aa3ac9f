/** One line of the reward table: a response scored by a checkpoint, or the note that its text is too long for it. */
export type RewardRow =
  | { checkpoint: string; response: string; reward: number; tokens: number }
  | { checkpoint: string; response: string; reward: null; tokens: number; maxTokens: number };
