import type { Residuals } from './residuals';

/**
 * A head in some coordinates, over the differences of the states of some pairs: what Newton's method asks for. In `GramBasis` a
 * head has one number a pair, in `FeatureBasis` one a number of the state; both give the same head. The ridge penalises
 * ridge / 2 times the squared norm of the head.
 */
export interface HeadBasis {
  /** Pairs. */
  readonly count: number;
  /** Numbers that a head has in these coordinates. */
  readonly size: number;
  /** The margin of each pair under a head. */
  margins(head: Float64Array): Float64Array;
  /** The squared norm of a head, whose margins are given. */
  squaredNorm(head: Float64Array, margins: Float64Array): number;
  /** How far a head is from the optimum; 0 at the optimum, in units of the weights. */
  distance(residuals: Residuals, head: Float64Array, ridge: number): number;
  /** Newton's step from a head, solved to this relative accuracy. */
  step(residuals: Residuals, head: Float64Array, ridge: number, accuracy: number): Float64Array;
  /** What the head nears, but for its length, as the ridge grows: the sum of the differences, each as often as its pull says. */
  leaning(pulls: Float64Array): Float64Array;
  /** The same coordinates over some of the pairs. */
  subset(rows: Uint32Array): HeadBasis;
  /** Margins, under a head of `subset(rows)`, of other pairs of this basis. */
  marginsOf(others: Uint32Array, head: Float64Array, rows: Uint32Array): Float64Array;
}
