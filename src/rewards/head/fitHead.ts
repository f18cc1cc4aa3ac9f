import type { HeadBasis } from './HeadBasis';
import { residuals, type Targets } from './residuals';

export interface FitOptions {
  /** Above 0: without it a head that separates all pairs would grow without end. */
  ridge: number;
  /** Ends where `HeadBasis.distance` is at most this share of the largest weight. */
  tolerance: number;
  /** Where to begin, the head of a neighbouring ridge for one; zero by default. */
  start?: Float64Array;
}

export interface Fit {
  /** In the coordinates of the basis. */
  head: Float64Array;
  /** Of the pairs that it was fitted on. */
  margins: Float64Array;
  /** Sum of the weighted logistic losses, without the penalty. */
  loss: number;
}

const mostSteps = 50;

/**
 * The Bradley-Terry head over differences of states: ridge logistic regression without intercept, by Newton's method with
 * steps that are solved as exactly as they are worth (Nocedal and Wright, Numerical Optimization, section 7.1) and halved
 * where they would lead upwards.
 */
export function fitHead(basis: HeadBasis, targets: Targets, { ridge, tolerance, start }: FitOptions): Fit {
  const largest = targets.weights.reduce((most, weight) => Math.max(most, weight), 0);
  let head = start ?? new Float64Array(basis.size);
  let margins = basis.margins(head);
  let found = residuals(margins, targets);
  for (let step = 0; step < mostSteps; step++) {
    const distance = basis.distance(found, head, ridge);
    if (distance <= tolerance * largest) break;
    const direction = basis.step(found, head, ridge, Math.min(0.1, distance / (largest || 1)));
    const value = found.loss + (ridge / 2) * basis.squaredNorm(head, margins);
    const next = lowerPoint({ basis, targets, ridge, head, margins, direction, value });
    if (!next) break;
    ({ head, margins, found } = next);
  }
  return { head, margins, loss: found.loss };
}

interface Line {
  basis: HeadBasis;
  targets: Targets;
  ridge: number;
  head: Float64Array;
  margins: Float64Array;
  direction: Float64Array;
  value: number;
}

/** The first of the whole step, half of it, a quarter ... that does not lead upwards; null where rounding leaves none. */
function lowerPoint({ basis, targets, ridge, head, margins, direction, value }: Line) {
  const slopes = basis.margins(direction);
  for (let length = 1; length > 1e-6; length /= 2) {
    const at = (from: Float64Array, by: Float64Array) => from.map((one, n) => one + length * (by[n] ?? 0));
    const next = { head: at(head, direction), margins: at(margins, slopes) };
    const found = residuals(next.margins, targets);
    if (found.loss + (ridge / 2) * basis.squaredNorm(next.head, next.margins) <= value) return { ...next, found };
  }
  return null;
}
