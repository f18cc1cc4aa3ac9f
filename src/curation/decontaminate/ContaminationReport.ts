import type { Contamination } from './contaminationOf';

/** Pairs that are named for each passage, so that a person can look at them. */
const namedPairs = 3;

export interface SharedPassage {
  /** Words with a space between them: what a person clears. */
  passage: string;
  benchmark: string;
  /** An item of the benchmark that has it. */
  item: string;
  pairs: number;
  /** Ids of the first pairs that have it. */
  examples: string[];
}

/** How much is named at most: passages, and characters of all of them. */
export interface ReportLimits {
  passages: number;
  characters: number;
}

/**
 * What was dropped and why, over a whole pool: by benchmark, and by passage for the review in which the paper's authors found 23 % of
 * the hits to be false. Memory is bounded: pairs with a passage beyond the limits are counted. Once what is named is cleared, a next
 * report names those.
 */
export class ContaminationReport {
  /** Pairs tested, and those that share text. */
  tested = 0;
  contaminated = 0;
  /** Contaminated pairs of which not all passages are named, since there are too many. */
  unnamed = 0;
  readonly #byBenchmark = new Map<string, number>();
  readonly #passages = new Map<string, SharedPassage>();
  #characters = 0;

  constructor(private readonly limits: ReportLimits = { passages: 10_000, characters: 4_000_000 }) {}

  /** Takes one pair; clean ones too, since they are what the share is of. */
  add(pair: string, found: readonly Contamination[]): void {
    this.tested++;
    if (found.length === 0) return;
    this.contaminated++;
    for (const benchmark of new Set(found.map(({ benchmark }) => benchmark)))
      this.#byBenchmark.set(benchmark, (this.#byBenchmark.get(benchmark) ?? 0) + 1);
    const shared = new Map(
      found.flatMap(({ benchmark, item, passages }) =>
        passages.map((passage) => [`${passage}\n${benchmark}`, { passage, benchmark, item }]),
      ),
    );
    const isNamed = [...shared].map(([key, one]) => this.#name(key, one, pair));
    if (isNamed.includes(false)) this.unnamed++;
  }

  /** Contaminated pairs by benchmark, in the order of the names; a pair may count in several. */
  benchmarks(): { benchmark: string; pairs: number }[] {
    return [...this.#byBenchmark]
      .map(([benchmark, pairs]) => ({ benchmark, pairs }))
      .sort((one, other) => (one.benchmark < other.benchmark ? -1 : 1));
  }

  /** What was shared, by the most pairs first. */
  passages(): SharedPassage[] {
    return [...this.#passages]
      .sort(([key, one], [otherKey, other]) => other.pairs - one.pairs || (key < otherKey ? -1 : 1))
      .map(([, one]) => one);
  }

  /** Whether there was room to name it. */
  #name(key: string, shared: Pick<SharedPassage, 'passage' | 'benchmark' | 'item'>, pair: string): boolean {
    const known = this.#passages.get(key);
    if (known) {
      known.pairs++;
      if (known.examples.length < namedPairs) known.examples.push(pair);
      return true;
    }
    const characters = this.#characters + key.length + shared.item.length;
    if (this.#passages.size >= this.limits.passages || characters > this.limits.characters) return false;
    this.#characters = characters;
    this.#passages.set(key, { ...shared, pairs: 1, examples: [pair] });
    return true;
  }
}
