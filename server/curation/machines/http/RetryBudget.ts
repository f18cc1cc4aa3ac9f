/** Retries that are free before a single call has succeeded: a server that is starting fails some. */
const firstRetries = 50;

/** How many retries all calls of a machine have left together. Every success earns a share of one. */
export class RetryBudget {
  #left: number;

  constructor(
    private readonly share: number,
    private readonly most = firstRetries,
  ) {
    this.#left = most;
  }

  /** Takes one retry; false where none is left. */
  take(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  earn(): void {
    this.#left = Math.min(this.most, this.#left + this.share);
  }
}
