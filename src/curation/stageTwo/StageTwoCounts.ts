import { stageTwoBits } from './stageTwoBits';

const kinds = 64;

/** What became of the rows of stage 2, chunk by chunk. */
export class StageTwoCounts {
  /** Rows by their bits. */
  readonly #rows = new Float64Array(kinds);

  /** Takes the bits of a chunk. */
  add(bits: Uint8Array): void {
    for (let row = 0; row < bits.length; row++) this.addRows(bits[row] ?? 0, 1);
  }

  /** Takes so many rows that have the same bits. */
  addRows(bits: number, rows: number): void {
    this.#rows[bits] = (this.#rows[bits] ?? 0) + rows;
  }

  get rows(): number {
    return this.#where(() => true);
  }

  get kept(): number {
    return this.#where((bits) => (bits & stageTwoBits.kept) !== 0);
  }

  /** Kept although the best model does not agree, since the judges do. */
  get keptByJudges(): number {
    return this.#where((bits) => (bits & stageTwoBits.kept) !== 0 && (bits & stageTwoBits.best) === 0);
  }

  get discarded(): number {
    return this.#where((bits) => (bits & stageTwoBits.decided) !== 0 && (bits & stageTwoBits.kept) === 0);
  }

  /** Of the discarded, those that come back swapped. */
  get flipped(): number {
    return this.#where((bits) => (bits & stageTwoBits.flipped) !== 0);
  }

  /** Without a label that chooses a response, or without a reward. */
  get undecided(): number {
    return this.#where((bits) => (bits & stageTwoBits.decided) === 0);
  }

  #where(counts: (bits: number) => boolean): number {
    return this.#rows.reduce((sum, rows, bits) => (counts(bits) ? sum + rows : sum), 0);
  }
}
