/** Retries that are free before a single call has succeeded, at least: a server that is starting fails some. */
const fewestFree = 50;

/** How many retries all calls of a machine have left together. Every success earns a share of one. */
export class RetryBudget {
  readonly #most: number;
  #left: number;

  /** @param inFlight calls at a time: a server that closes its connections fails them all at once, and again at the next try */
  constructor(
    private readonly share: number,
    inFlight: number,
  ) {
    this.#most = Math.max(fewestFree, 2 * inFlight);
    this.#left = this.#most;
  }

  /** Takes one retry; false where none is left. */
  take(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  earn(): void {
    this.#left = Math.min(this.#most, this.#left + this.share);
  }
}
