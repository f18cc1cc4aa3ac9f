/** What a machine may be asked at once, how often, and how failures are met. */
export interface CallLimits {
  /** Calls in flight. */
  concurrency: number;
  /** Calls begun in any minute; null where the server sets no bound. */
  callsPerMinute: number | null;
  /** Tries of one call, the first included. */
  attempts: number;
  /** Retries that may be made for each call that succeeds, over all calls: a server that fails always is given up early. */
  retryShare: number;
  /** Until a call that does not answer counts as failed. */
  timeoutMs: number;
}

export const usualLimits: CallLimits = {
  concurrency: 32,
  callsPerMinute: null,
  attempts: 6,
  retryShare: 0.2,
  timeoutMs: 120_000,
};
