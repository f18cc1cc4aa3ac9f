import { chance, seedWord } from './randomKey';

export interface RepeatsOptions {
  seed: string;
  /** Of the pairs that come: how many are repeats, from 0 to 1. Asked anew for each. */
  share: () => number;
  /** Whether a row may come again: it was judged blind, and nothing since would tell the person so. */
  mayRepeat: (row: number) => boolean;
}

/** At least so many verdicts lie between a pair and its repeat, so that it is not remembered. */
export const fewestBetween = 20;

/** Older verdicts than these do not come again: enough to choose from, and a start that takes no time. */
const mostRemembered = 5000;

/**
 * Which pairs come again with their sides swapped, and when: at places that the seed picks one by one, so that nobody can tell
 * where the next one stands. Each pair comes again once at most.
 */
export class Repeats {
  readonly #options: RepeatsOptions;
  readonly #seed: number;
  /** The number of the verdict by row, in the order in which they were judged; repeated rows are no longer among them. */
  readonly #judged = new Map<number, number>();
  readonly #repeated = new Set<number>();
  readonly #waiting = new Set<number>();
  #verdicts = 0;
  #places = 0;

  constructor(options: RepeatsOptions) {
    this.#options = options;
    this.#seed = seedWord(`repeat:${options.seed}`);
  }

  /** A verdict was given, now or in an earlier visit: of a repeat, or of a pair that may come again later. */
  note(row: number, isRepeat: boolean): void {
    this.#verdicts++;
    this.#places = Math.max(this.#places, this.#verdicts);
    this.#judged.delete(row);
    if (isRepeat) this.#repeated.add(row);
    else if (!this.#repeated.has(row)) this.#judged.set(row, this.#verdicts);
    const [oldest] = this.#judged.keys();
    if (this.#judged.size > mostRemembered && oldest !== undefined) this.#judged.delete(oldest);
  }

  /** The row that comes again at the next place; null where a new pair comes. Every call is one place further. */
  next(): number | null {
    const place = this.#places++;
    if (chance(this.#seed, 2 * place) >= this.#options.share()) return null;
    const ripe = [...this.#judged].flatMap(([row, number]) => (this.#isRipe(row, number) ? [row] : []));
    const chosen = ripe[Math.floor(chance(this.#seed, 2 * place + 1) * ripe.length)];
    if (chosen === undefined || !this.#options.mayRepeat(chosen)) return null;
    this.#waiting.add(chosen);
    return chosen;
  }

  /** The places that were handed out and not met are void: the queue begins anew. */
  restart(): void {
    this.#waiting.clear();
  }

  #isRipe(row: number, number: number): boolean {
    return number <= this.#verdicts - fewestBetween && !this.#waiting.has(row);
  }
}
