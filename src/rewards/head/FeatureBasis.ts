import { conjugateGradient } from './conjugateGradient';
import type { HeadBasis } from './HeadBasis';
import type { Residuals } from './residuals';
import { addRow, dot } from './vectors';

/**
 * Heads by the numbers of the state, for more pairs than the states are wide. With X the differences, one a row, the margins are
 * X h and Newton's system is (X' S X + ridge) step = X' first - ridge h.
 */
export class FeatureBasis implements HeadBasis {
  readonly count: number;
  readonly size: number;
  readonly #differences: Float64Array;

  /** @param differences `[count, width]`, row after row. */
  constructor(differences: Float64Array, count: number, width: number) {
    this.#differences = differences;
    this.count = count;
    this.size = width;
  }

  margins(head: Float64Array): Float64Array {
    const margins = new Float64Array(this.count);
    for (let row = 0; row < this.count; row++) margins[row] = this.#marginOf(row, head);
    return margins;
  }

  squaredNorm(head: Float64Array): number {
    return dot(head, head, 0, 0, this.size);
  }

  distance({ first }: Residuals, head: Float64Array, ridge: number): number {
    return this.#gradient(first, head, ridge).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  }

  step({ first, second }: Residuals, head: Float64Array, ridge: number, accuracy: number): Float64Array {
    const apply = (vector: Float64Array): Float64Array => {
      const image = vector.map((value) => ridge * value);
      for (let row = 0; row < this.count; row++)
        addRow(image, (second[row] ?? 0) * this.#marginOf(row, vector), this.#differences, row * this.size);
      return image;
    };
    return conjugateGradient(apply, this.#gradient(first, head, ridge), accuracy);
  }

  leaning(pulls: Float64Array): Float64Array {
    return this.#gradient(pulls, new Float64Array(this.size), 0);
  }

  subset(rows: Uint32Array): FeatureBasis {
    const { size } = this;
    const part = new Float64Array(rows.length * size);
    rows.forEach((row, at) => part.set(this.#differences.subarray(row * size, (row + 1) * size), at * size));
    return new FeatureBasis(part, rows.length, size);
  }

  marginsOf(others: Uint32Array, head: Float64Array): Float64Array {
    return Float64Array.from(others, (row) => this.#marginOf(row, head));
  }

  #marginOf(row: number, head: Float64Array): number {
    return dot(this.#differences, head, row * this.size, 0, this.size);
  }

  /** Minus the gradient of loss and penalty by the head. */
  #gradient(first: Float64Array, head: Float64Array, ridge: number): Float64Array {
    const gradient = head.map((value) => -ridge * value);
    for (let row = 0; row < this.count; row++) addRow(gradient, first[row] ?? 0, this.#differences, row * this.size);
    return gradient;
  }
}
