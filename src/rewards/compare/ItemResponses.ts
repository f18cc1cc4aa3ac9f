/**
 * The items with more than two responses whose pairs are all compared: what the best-of-N curve is drawn from. Response r of
 * item i stands at `starts[i] + r`, and its pairs at the places from `firstPlaces[i]` on, so many as `pairs[i]`.
 */
export interface ItemResponses {
  /** One more than there are items. */
  starts: Uint32Array;
  firstPlaces: Uint32Array;
  pairs: Uint32Array;
  /** By model, by response. */
  rewards: Float64Array[];
  /** Items with more than two responses that are left out: not all of their pairs were scored by every model. */
  incomplete: number;
}
