/** Takes a name for oneself as long as nobody else has it: gives the function that lets it go, or null where another has it. */
export type Claim = (name: string) => Promise<(() => void) | null>;

interface Held {
  release: () => void;
  /** On the clock of `now`. */
  untilMs: number;
}

/** Without a sign of life a pair is kept for so long: whoever left a tab open does not keep its pair from the other one. */
export const reservedForMs = 15 * 60_000;

/**
 * The pairs that this tab keeps for itself: the one on its screen and those that come next. Another tab of the same person
 * passes over them; other people's tabs never know of them.
 */
export class Reservations {
  readonly #claim: Claim;
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();
  readonly #claiming = new Map<string, Promise<boolean>>();

  constructor(claim: Claim, now: () => number = Date.now) {
    this.#claim = claim;
    this.#now = now;
  }

  /** Whether the pair is this tab's own. */
  holds(pair: string): boolean {
    return this.#held.has(pair);
  }

  /** Keeps a pair, or keeps it longer. False where another tab has it. */
  async reserve(pair: string): Promise<boolean> {
    const held = this.#held.get(pair);
    if (held) held.untilMs = this.#now() + reservedForMs;
    return held ? true : (this.#claiming.get(pair) ?? this.#begin(pair));
  }

  /** Lets go of all but some pairs. */
  keepOnly(pairs: ReadonlySet<string>): void {
    for (const pair of [...this.#held.keys()]) if (!pairs.has(pair)) this.release(pair);
  }

  release(pair: string): void {
    this.#held.get(pair)?.release();
    this.#held.delete(pair);
  }

  /** Lets go of what had no sign of life for too long. */
  expire(): void {
    for (const [pair, { untilMs }] of [...this.#held]) if (untilMs <= this.#now()) this.release(pair);
  }

  #begin(pair: string): Promise<boolean> {
    const claiming = this.#claim(pair).then((release) => {
      this.#claiming.delete(pair);
      if (release) this.#held.set(pair, { release, untilMs: this.#now() + reservedForMs });
      return release !== null;
    });
    this.#claiming.set(pair, claiming);
    return claiming;
  }
}
