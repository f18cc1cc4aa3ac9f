/** Rewards of one checkpoint as they lie in the store: columns of equal length, in no order. */
export interface StoredRewards {
  /** 32 bytes a response: its content id. */
  responses: Uint8Array;
  /** NaN where the text is too long for the model. */
  rewards: Float64Array;
  tokens: Uint32Array;
}
