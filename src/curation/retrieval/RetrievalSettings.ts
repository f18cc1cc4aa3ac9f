/** What the paper leaves open about both retrievals (docs/curation.md). */
export interface RetrievalSettings {
  /** Neighbours less similar than this are none; null: every neighbour is one. */
  threshold: number | null;
  /**
   * What a neighbour counts that an earlier query has found. `count`: it is one of the k, so that the result is the union of all
   * queries' neighbours. `pass`: it is passed over, and the query goes on to the next one until it has k new ones.
   */
  repeats: 'count' | 'pass';
}

export const usualRetrieval: RetrievalSettings = { threshold: null, repeats: 'count' };
