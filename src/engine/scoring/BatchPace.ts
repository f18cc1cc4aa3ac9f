import type { RunCosts } from '../session/ScoringModel';

/** A batch should be long enough to keep the device busy and short enough that progress and cancel are felt at once. */
const quickMs = 150;
const slowMs = 600;
const firstTokens = 256;
const leastTokens = 64;

/** Where the cost of starting a run is known, a batch has so many times its tokens: the start is then an eighth of it at most. */
const runsPerStart = 8;

/** Finds how many tokens a batch may have on this device: what runs quickly may double, what runs slowly must halve. */
export class BatchPace {
  tokens: number;
  /** The longest prompt whose keys and values the device's memory is known to keep. */
  mostPrompt = Infinity;

  /** A smaller batch is not worth its start, however slow the device is. */
  private readonly least: number;

  /**
   * @param most the largest batch that the device's memory takes
   * @param costs of the model; null where they are not known
   */
  constructor(
    private most: number,
    costs: RunCosts | null = null,
  ) {
    this.least = Math.max(leastTokens, runsPerStart * (costs?.run ?? 0));
    this.tokens = Math.min(Math.max(firstTokens, this.least), most);
  }

  /** @param ran tokens of the batch, padding included */
  note(ran: number, elapsedMs: number): void {
    // A small batch that was quick says nothing about a larger one.
    if (elapsedMs < quickMs && ran * 2 > this.tokens) this.tokens = Math.min(this.most, this.tokens * 2);
    // One text longer than the budget may take its time: smaller batches would not make it quicker.
    if (elapsedMs > slowMs && ran <= this.tokens)
      this.tokens = Math.min(this.most, Math.max(this.least, Math.floor(this.tokens / 2)));
  }

  /** No batch is larger from here on, but for the least. */
  limit(tokens: number): void {
    this.most = Math.max(leastTokens, Math.min(this.most, tokens));
    this.tokens = Math.min(this.tokens, this.most);
  }

  /**
   * Memory ran out: batches are half as large from here on.
   * @returns false where they are as small as they may be
   */
  halve(): boolean {
    if (this.tokens <= leastTokens) return false;
    this.limit(Math.floor(this.tokens / 2));
    return true;
  }
}
