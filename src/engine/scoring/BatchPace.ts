/** A batch should be long enough to keep the device busy and short enough that progress and cancel are felt at once. */
const quickMs = 150;
const slowMs = 600;
const firstTokens = 256;
const leastTokens = 64;

/** Finds how many tokens a batch may have on this device: what runs quickly may double, what runs slowly must halve. */
export class BatchPace {
  tokens: number;

  /** @param most the largest batch that the device's memory takes */
  constructor(private readonly most: number) {
    this.tokens = Math.min(firstTokens, most);
  }

  /** @param ran tokens of the batch, padding included */
  note(ran: number, elapsedMs: number): void {
    // A small batch that was quick says nothing about a larger one.
    if (elapsedMs < quickMs && ran * 2 > this.tokens) this.tokens = Math.min(this.most, this.tokens * 2);
    if (elapsedMs > slowMs) this.tokens = Math.max(leastTokens, Math.floor(this.tokens / 2));
  }
}
