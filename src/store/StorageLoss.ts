/** That the browser found its database damaged, threw it away and began with an empty one, or lost a part of it. */
export interface StorageLoss {
  /** ISO 8601, UTC. */
  at: string;
  /** In the browser's own words; empty where it said nothing. */
  reason: string;
  /** Verdict events that the second copy of the ledger brought back. */
  regained: number;
}
