/** What a head is refitted on: judged pairs, each with the difference of its two states. */
export interface RefitData {
  width: number;
  /** Content ids, for the products that are kept between two refits. */
  pairs: string[];
  /** `[pairs, width]`: state(first) - state(second) in canonical order. */
  differences: Float32Array;
  /** 1 where the verdict prefers the first response, -1 the second. */
  signs: Int8Array;
  weights: Float64Array;
  /** One key a prompt: pairs with equal keys lie in one fold. */
  prompts: Float64Array;
  /** reward(first) - reward(second) of the model as it is; NaN where a reward is missing. */
  margins: Float64Array;
  /** Draws the control. */
  seed: number;
}
