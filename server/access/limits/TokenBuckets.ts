/** How much one may ask for: so many at once, and so many a second after that. */
export interface BucketSize {
  burst: number;
  perSecond: number;
}

interface Bucket {
  left: number;
  /** Milliseconds of the clock that is given, when `left` was right. */
  at: number;
}

/** Buckets that are kept at most; the one that was not used for longest goes first. */
const mostBuckets = 10_000;

/** A token bucket for each of many askers, in bounded memory. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly size: BucketSize,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes one from an asker's bucket. @returns 0, or the whole seconds after which it is worth asking again */
  take(asker: string): number {
    const { burst, perSecond } = this.size;
    const now = this.now();
    const { left, at } = this.#buckets.get(asker) ?? { left: burst, at: now };
    const filled = Math.min(burst, left + ((now - at) / 1000) * perSecond);
    const isThere = filled >= 1;
    this.#keep(asker, { left: isThere ? filled - 1 : filled, at: now });
    return isThere ? 0 : Math.ceil((1 - filled) / perSecond);
  }

  get count(): number {
    return this.#buckets.size;
  }

  #keep(asker: string, bucket: Bucket): void {
    this.#buckets.delete(asker);
    this.#buckets.set(asker, bucket);
    if (this.#buckets.size <= mostBuckets) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
