/** What a cost is reckoned from, beside the plan: counted or measured here, or a guess that says so. */
export interface CostMeasures {
  /** Pairs after cleaning: of the pool, labelled at the start, of the wild pool, gold already. */
  pool: number;
  start: number;
  wild: number;
  gold: number;
  /** Share of the wild pool that has to be judged: the gold model agrees and the best one does not. */
  judgedShare: number;
  /** Mean tokens of a prompt, and of one response. */
  promptTokens: number;
  responseTokens: number;
  /** Mean tokens of a judge's answer, and of written attributes. */
  answerTokens: number;
  attributeTokens: number;
  /** Median seconds of a verdict (`quality/pace.ts`). */
  secondsPerVerdict: number;
  /** Tokens a second on one GPU. */
  trainTokensPerSecond: number;
  scoreTokensPerSecond: number;
  embedTokensPerSecond: number;
}
