/** What scoring the items of a benchmark costs. */
export interface RunEstimate {
  items: number;
  responses: number;
  /** Of prompts and responses, as if no prompt were shared; from the sample's tokens a character. */
  tokens: number;
  seconds: number;
  /** What was scored to tell. */
  sampled: { responses: number; tokens: number; seconds: number };
}
