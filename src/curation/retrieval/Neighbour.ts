/** A pair near another one. */
export interface Neighbour {
  pair: string;
  /** Cosine of the two embeddings at unit length. */
  similarity: number;
}

/** The more similar one first; of equal ones the smaller id, so that every run and every sharding gives one order. */
export function nearestFirst(one: Neighbour, other: Neighbour): number {
  return other.similarity - one.similarity || (one.pair < other.pair ? -1 : one.pair > other.pair ? 1 : 0);
}
