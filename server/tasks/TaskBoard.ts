import type { PairsOfDataSet } from '../dataSets/DataSetFiles';
import type { ProjectFold } from '../readModels/ProjectFold';
import { idAt } from '../../src/pairs/idBytes';

/** What is to be given to whom. */
export interface Wish {
  person: string;
  /** Pairs that are held, and by whom; over all tasks of the project. */
  held: ReadonlyMap<string, ReadonlySet<string>>;
  overlap: number;
}

const mostCounted = 255;

/**
 * The pairs of a task in their order, with how many people voted on each: follows the project's fold. A pair is open to a person who
 * has neither judged nor holds it, while fewer people than the overlap have voted on it or hold it.
 */
export class TaskBoard {
  readonly #isInTask: Uint8Array;
  #votes: Uint8Array;
  #fold: ProjectFold | null = null;
  #followed = 0;

  /** @param order rows of the data set, each once */
  constructor(
    private readonly pairs: PairsOfDataSet,
    private readonly order: Uint32Array,
  ) {
    this.#isInTask = new Uint8Array(pairs.index.length);
    for (const row of order) this.#isInTask[row] = 1;
    this.#votes = new Uint8Array(pairs.index.length);
  }

  /** Takes what came to the fold since the last time. */
  follow(fold: ProjectFold): void {
    if (fold !== this.#fold) {
      this.#votes = new Uint8Array(this.#votes.length);
      this.#followed = 0;
    }
    this.#fold = fold;
    for (; this.#followed < fold.touched.length; this.#followed++) {
      const pair = fold.touched[this.#followed] ?? '';
      const row = this.rowOf(pair);
      if (row !== null) this.#votes[row] = Math.min(mostCounted, fold.votersOf(pair).length);
    }
  }

  /** Null where the pair is not in the task. */
  rowOf(pair: string): number | null {
    const row = this.pairs.rowOf(pair);
    return row !== null && this.#isInTask[row] === 1 ? row : null;
  }

  /** Pairs with at least so many votes. */
  withVotes(least: number): number {
    let count = 0;
    for (const row of this.order) if ((this.#votes[row] ?? 0) >= least) count++;
    return count;
  }

  /** How many of these pairs are in the task. */
  countOf(pairs: Iterable<string>): number {
    let count = 0;
    for (const pair of pairs) if (this.rowOf(pair) !== null) count++;
    return count;
  }

  /** How many pairs are open to the person. */
  open(wish: Wish): number {
    return this.#byNearness(wish, Infinity).reduce((sum, rows) => sum + rows.length, 0);
  }

  /**
   * Pairs for a person: those that lack the fewest people first, so that what was begun is finished before anything else is begun;
   * of equals in the order of the task.
   */
  choose(wish: Wish, size: number): string[] {
    const rows = this.#byNearness(wish, size).toReversed().flat().slice(0, size);
    return rows.map((row) => idAt(this.pairs.index.pairIds, row));
  }

  /** Open rows by how many people they have already. Ends early once the last kind has enough of them. */
  #byNearness({ person, held, overlap }: Wish, enough: number): number[][] {
    const engaged = this.#engaged(held);
    const own = this.#ownRows(person, held);
    const kinds: number[][] = Array.from({ length: overlap }, () => []);
    for (const row of this.order) {
      const people = engaged.get(row) ?? this.#votes[row] ?? 0;
      if (people >= overlap || own.has(row)) continue;
      kinds[people]?.push(row);
      if (people === overlap - 1 && (kinds[people]?.length ?? 0) >= enough) break;
    }
    return kinds;
  }

  /** How many people voted on a held pair or hold it. */
  #engaged(held: Wish['held']): Map<number, number> {
    const engaged = new Map<number, number>();
    for (const [pair, holders] of held) {
      const row = this.rowOf(pair);
      if (row !== null) engaged.set(row, new Set([...holders, ...(this.#fold?.votersOf(pair) ?? [])]).size);
    }
    return engaged;
  }

  #ownRows(person: string, held: Wish['held']): Set<number> {
    const own = new Set<number>();
    const add = (pair: string) => {
      const row = this.rowOf(pair);
      if (row !== null) own.add(row);
    };
    this.#fold?.judgedBy(person).forEach(add);
    for (const [pair, holders] of held) if (holders.has(person)) add(pair);
    return own;
  }
}
