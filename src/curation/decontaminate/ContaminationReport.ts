import type { Contamination } from './contaminationOf';

/** Pairs that are named for each n-gram, so that a person can look at them. */
const namedPairs = 3;

export interface SharedNGram {
  ngram: string;
  benchmark: string;
  /** An item of the benchmark that has it. */
  item: string;
  pairs: number;
  /** Ids of the first pairs that have it. */
  examples: string[];
}

/**
 * What was dropped and why, over a whole pool: by benchmark, and by n-gram for the review in which the paper's authors found 23 % of
 * the hits to be false. Memory is bounded: n-grams beyond `mostNGrams` are counted and not named.
 */
export class ContaminationReport {
  /** Pairs tested, and those that share an n-gram. */
  tested = 0;
  contaminated = 0;
  /** Contaminated pairs by benchmark; a pair may count in several. */
  readonly byBenchmark = new Map<string, number>();
  /** Contaminated pairs whose n-gram is not named, since there are too many. */
  unnamed = 0;
  readonly #ngrams = new Map<string, SharedNGram>();
  readonly #mostNGrams: number;

  constructor(mostNGrams = 10_000) {
    this.#mostNGrams = mostNGrams;
  }

  /** Takes one pair; clean ones too, since they are what the share is of. */
  add(pair: string, found: readonly Contamination[]): void {
    this.tested++;
    if (found.length === 0) return;
    this.contaminated++;
    for (const benchmark of new Set(found.map(({ benchmark }) => benchmark)))
      this.byBenchmark.set(benchmark, (this.byBenchmark.get(benchmark) ?? 0) + 1);
    const firsts = new Map(found.map((one) => [`${one.benchmark}\n${one.ngram}`, one]));
    for (const [key, one] of firsts) this.#name(key, one, pair);
  }

  /** What was shared, by the most pairs first. */
  ngrams(): SharedNGram[] {
    return [...this.#ngrams.values()].sort(
      (one, other) => other.pairs - one.pairs || (one.ngram < other.ngram ? -1 : 1),
    );
  }

  #name(key: string, { ngram, benchmark, item }: Contamination, pair: string): void {
    const known = this.#ngrams.get(key);
    if (known) {
      known.pairs++;
      if (known.examples.length < namedPairs) known.examples.push(pair);
    } else if (this.#ngrams.size < this.#mostNGrams)
      this.#ngrams.set(key, { ngram, benchmark, item, pairs: 1, examples: [pair] });
    else this.unnamed++;
  }
}
