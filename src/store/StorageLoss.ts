/** That the browser found its database damaged, threw it away and began with an empty one. */
export interface StorageLoss {
  /** ISO 8601, UTC. */
  at: string;
  /** In the browser's own words. */
  reason: string;
}
