import { conjugateGradient } from './conjugateGradient';
import type { HeadBasis } from './HeadBasis';
import type { Residuals } from './residuals';
import { dot } from './vectors';

/**
 * Heads as sums of the pairs' own differences: head = sum of a[i] * difference[i], so that only the products of differences are
 * needed, however wide the states are. With K their Gram matrix the margins are K a, and Newton's system is
 * (S^-1 ridge + K) step = S^-1 (first - ridge a), solved for S^-1/2 step, which is symmetric (Rasmussen and Williams, Gaussian
 * Processes for Machine Learning, section 3.4.1, without the Gaussian).
 */
export class GramBasis implements HeadBasis {
  readonly count: number;
  readonly size: number;
  readonly #gram: Float64Array;

  /** @param gram `[count, count]`, row after row. */
  constructor(gram: Float64Array, count: number) {
    this.#gram = gram;
    this.count = this.size = count;
  }

  margins(head: Float64Array): Float64Array {
    const { count } = this;
    const margins = new Float64Array(count);
    for (let row = 0; row < count; row++) margins[row] = dot(this.#gram, head, row * count, 0, count);
    return margins;
  }

  squaredNorm(head: Float64Array, margins: Float64Array): number {
    return dot(head, margins, 0, 0, this.count);
  }

  distance({ first }: Residuals, head: Float64Array, ridge: number): number {
    return first.reduce((largest, value, at) => Math.max(largest, Math.abs(value - ridge * (head[at] ?? 0))), 0);
  }

  step({ first, second }: Residuals, head: Float64Array, ridge: number, accuracy: number): Float64Array {
    const root = second.map(Math.sqrt);
    const right = first.map((value, at) => (value - ridge * (head[at] ?? 0)) / (root[at] ?? 1));
    const apply = (vector: Float64Array): Float64Array => {
      const image = this.margins(vector.map((value, at) => value * (root[at] ?? 0)));
      return image.map((value, at) => value * (root[at] ?? 0) + ridge * (vector[at] ?? 0));
    };
    return conjugateGradient(apply, right, accuracy).map((value, at) => value * (root[at] ?? 0));
  }

  leaning(pulls: Float64Array): Float64Array {
    return pulls;
  }

  subset(rows: Uint32Array): GramBasis {
    const part = new Float64Array(rows.length ** 2);
    let at = 0;
    for (const row of rows) for (const column of rows) part[at++] = this.#gram[row * this.count + column] ?? 0;
    return new GramBasis(part, rows.length);
  }

  marginsOf(others: Uint32Array, head: Float64Array, rows: Uint32Array): Float64Array {
    const { count } = this;
    // Over all pairs, zero for those that the head does not lean on: rows of the matrix are then read in order.
    const whole = new Float64Array(count);
    rows.forEach((row, at) => (whole[row] = head[at] ?? 0));
    return Float64Array.from(others, (other) => dot(this.#gram, whole, other * count, 0, count));
  }
}
