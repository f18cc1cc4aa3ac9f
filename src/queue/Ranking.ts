/** Where every row of a pair index stands in an order, and why a person would meet it: columns by row. */
export interface Ranking {
  /** Rows of a lower tier come first. */
  tiers: Uint8Array;
  /** Within a tier lower ranks come first, equal ones in file order; never NaN. */
  rank: Float64Array;
  /** Codes into `queueReasons`. */
  reasons: Uint8Array;
}

/** Room for so many rows, all in the first tier. */
export function emptyRanking(length: number): Ranking {
  return { tiers: new Uint8Array(length), rank: new Float64Array(length), reasons: new Uint8Array(length) };
}
