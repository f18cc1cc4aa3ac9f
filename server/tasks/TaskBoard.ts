import type { PairsOfDataSet } from '../dataSets/DataSetFiles';
import type { ProjectFold } from '../readModels/ProjectFold';
import { idAt } from '../../src/pairs/idBytes';

/** What is to be given to whom. */
export interface Wish {
  person: string;
  /** Pairs that are held, and by whom; over all tasks of the project. */
  held: ReadonlyMap<string, ReadonlySet<string>>;
}

const mostCounted = 255;

/**
 * The pairs of a task in their order, with how many people voted on each: follows the project's fold. A pair is open to a person who
 * has neither judged nor holds it, while fewer people than its overlap have voted on it or hold it.
 */
export class TaskBoard {
  readonly #mostPeople: number;
  #votes: Uint8Array;
  #fold: ProjectFold | null = null;
  #followed = 0;

  /**
   * @param order rows of the data set, each once
   * @param overlaps by row how many people judge it, as `overlapsOf` gives them
   */
  constructor(
    private readonly pairs: PairsOfDataSet,
    private readonly order: Uint32Array,
    private readonly overlaps: Uint8Array,
  ) {
    this.#mostPeople = overlaps.reduce((most, one) => Math.max(most, one), 0);
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
    return row !== null && this.#overlapOf(row) > 0 ? row : null;
  }

  /** Pairs with as many votes as their overlap asks for, and so many more. */
  withVotes(more: number): number {
    let count = 0;
    for (const row of this.order) if ((this.#votes[row] ?? 0) >= this.#overlapOf(row) + more) count++;
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
   * Pairs for a person: of those that were begun the ones that lack the fewest people first, so that what was begun is finished before
   * anything else is; of equals, and of those that nobody has begun, in the order of the task.
   */
  choose(wish: Wish, size: number): string[] {
    const rows = this.#byNearness(wish, size).flat().slice(0, size);
    return rows.map((row) => idAt(this.pairs.index.pairIds, row));
  }

  /** Open rows by how many people they lack, those that nobody has begun last. Ends early once the kind that goes first has enough. */
  #byNearness({ person, held }: Wish, enough: number): number[][] {
    const engaged = this.#engaged(held);
    const own = this.#ownRows(person, held);
    const begun: (number[] | undefined)[] = [];
    const fresh: number[] = [];
    for (const row of this.order) {
      const people = engaged.get(row) ?? this.#votes[row] ?? 0;
      const lacking = this.#overlapOf(row) - people;
      if (lacking <= 0 || own.has(row)) continue;
      const kind = people === 0 ? fresh : (begun[lacking - 1] ??= []);
      kind.push(row);
      // Where one person is enough for every pair, none that was begun is open.
      const goesFirst = people === 0 ? this.#mostPeople === 1 : lacking === 1;
      if (goesFirst && kind.length >= enough) break;
    }
    return [...Array.from(begun, (rows) => rows ?? []), fresh];
  }

  #overlapOf(row: number): number {
    return this.overlaps[row] ?? 0;
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
