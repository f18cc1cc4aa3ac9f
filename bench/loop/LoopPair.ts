/** A pair of the bench, its responses in canonical order (the smaller response id first), without any label. */
export interface LoopPair {
  /** Content id. */
  id: string;
  /** `promptKey`. */
  prompt: string;
  /** Pairs of one group share their opening request, and lie on one side of every split. */
  group: string;
  /** state(first) - state(second) of the demo model. */
  difference: Float64Array;
  /** ln(characters of first / characters of second). */
  length: number;
  /** 1 where people's votes prefer the first response, -1 the second. */
  voted: 1 | -1;
  /** What retrieval compares: `retrievalText`, embedded, of length 1. */
  embedding: Float32Array;
}
