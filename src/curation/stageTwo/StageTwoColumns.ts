/** A chunk of the pool as columns of equal length, responses in canonical order. */
export interface StageTwoColumns {
  /** `labelCodes` of the source. */
  labels: Uint8Array;
  /** Rewards of both responses by the best and the gold reward model; NaN where one is missing. */
  bestFirst: Float32Array | Float64Array;
  bestSecond: Float32Array | Float64Array;
  goldFirst: Float32Array | Float64Array;
  goldSecond: Float32Array | Float64Array;
  /** `voteCodes`. */
  votes: Uint8Array;
}
