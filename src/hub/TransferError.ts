/**
 * What kept a checkpoint from arriving: there is none of that name, it may not be read, it is another one than announced, the
 * server limits its callers or is ill, or the connection broke.
 */
export type TransferProblem = 'unknown' | 'refused' | 'changed' | 'limited' | 'server' | 'connection';

/** A transfer that failed. The message says who refused what and what to do; what has arrived stays for the next try. */
export class TransferError extends Error {
  override readonly name = 'TransferError';

  /** @param retryAfterS seconds that the server asks to wait; null where it does not say */
  constructor(
    readonly problem: TransferProblem,
    message: string,
    readonly retryAfterS: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
