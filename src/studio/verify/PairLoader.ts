import type { PairToJudge } from '../../pairs/PairToJudge';

/** Pairs kept in memory: the one on the screen, those ahead and those that undo goes back to. */
const kept = 24;

/** Reads the texts of pairs ahead of time, so that the next one is there when its turn comes. */
export class PairLoader {
  readonly #read: (row: number) => Promise<PairToJudge>;
  readonly #prepare: (pair: PairToJudge) => void;
  readonly #ready = new Map<number, PairToJudge>();
  readonly #reading = new Map<number, Promise<PairToJudge>>();

  /** `prepare` is called once for each pair that was read: to render its texts before they are needed. */
  constructor(read: (row: number) => Promise<PairToJudge>, prepare: (pair: PairToJudge) => void) {
    this.#read = read;
    this.#prepare = prepare;
  }

  /** The pair if it has been read. */
  ready(row: number): PairToJudge | null {
    return this.#ready.get(row) ?? null;
  }

  async load(row: number): Promise<PairToJudge> {
    const ready = this.#ready.get(row);
    if (ready) return ready;
    const reading = this.#reading.get(row) ?? this.#start(row);
    return reading;
  }

  /** Reads pairs that will be needed soon. A failure shows when the pair's turn comes and it is read again. */
  prefetch(rows: number[]): void {
    for (const row of rows) void this.load(row).catch(() => undefined);
  }

  #start(row: number): Promise<PairToJudge> {
    const reading = this.#read(row).then((pair) => this.#keep(row, pair));
    this.#reading.set(row, reading);
    return reading.finally(() => this.#reading.delete(row));
  }

  #keep(row: number, pair: PairToJudge): PairToJudge {
    this.#ready.set(row, pair);
    for (const oldest of this.#ready.keys()) {
      if (this.#ready.size <= kept) break;
      this.#ready.delete(oldest);
    }
    this.#prepare(pair);
    return pair;
  }
}
