import type { LabelFold } from '../verdicts/LabelFold';
import type { JudgedPair, PairFacts } from './JudgedPair';
import { judgedPairOf } from './judgedPairOf';

/** The judged pairs of one data set, kept up to date pair by pair: what another verdict costs does not grow with their number. */
export class JudgedPairs {
  readonly #fold: LabelFold;
  readonly #facts: (pair: string) => PairFacts;
  readonly #pairs = new Map<string, JudgedPair>();

  /** `facts` are asked for pairs that this person has judged, and for no others. */
  constructor(fold: LabelFold, facts: (pair: string) => PairFacts) {
    this.#fold = fold;
    this.#facts = facts;
  }

  get size(): number {
    return this.#pairs.size;
  }

  /** Reads these pairs anew: after new events of theirs, or new rewards. */
  refresh(pairs: Iterable<string>): void {
    for (const pair of pairs) {
      const judged = judgedPairOf(this.#fold, pair, () => this.#facts(pair));
      if (judged) this.#pairs.set(pair, judged);
      else this.#pairs.delete(pair);
    }
  }

  ids(): Iterable<string> {
    return this.#pairs.keys();
  }

  values(): Iterable<JudgedPair> {
    return this.#pairs.values();
  }

  entries(): Iterable<[string, JudgedPair]> {
    return this.#pairs.entries();
  }
}
