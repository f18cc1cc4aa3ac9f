/** How a model draws its answers. */
export interface Sampling {
  temperature: number;
  topP: number;
  /** Tokens of an answer, at most. */
  maxTokens: number;
}
