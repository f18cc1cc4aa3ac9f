import { fitHead } from './fitHead';
import type { HeadBasis } from './HeadBasis';
import { softplus, type Targets } from './residuals';

export interface HeldOut {
  /** By ridge: each pair's margin under the head that was fitted without the pair's fold. */
  margins: Float64Array[];
  /** By ridge and fold: the weighted loss of the fold's pairs under that head. */
  losses: Float64Array[];
}

/** Held-out margins move less than this by fitting on; their signs and losses are all that is read of them. */
const tolerance = 0.01;

/**
 * K-fold cross-validation of the head over several ridges. Within a fold each fit begins at the head of the larger ridge.
 *
 * @param fold the fold of each pair. @param ridges the largest first.
 */
export function crossValidate(
  basis: HeadBasis,
  targets: Targets,
  fold: Uint8Array,
  ridges: readonly number[],
): HeldOut {
  const folds = fold.reduce((most, one) => Math.max(most, one + 1), 0);
  const margins = ridges.map(() => new Float64Array(basis.count));
  const losses = ridges.map(() => new Float64Array(folds));
  for (let held = 0; held < folds; held++) {
    const { train, test } = rowsOfFold(fold, held);
    const part = basis.subset(train);
    const known = targetsOf(targets, train);
    let start: Float64Array | undefined;
    ridges.forEach((ridge, at) => {
      const { head } = fitHead(part, known, { ridge, tolerance, start });
      start = head;
      const found = basis.marginsOf(test, head, train);
      test.forEach((row, n) => ((margins[at] as Float64Array)[row] = found[n] ?? 0));
      (losses[at] as Float64Array)[held] = lossOf(found, targetsOf(targets, test));
    });
  }
  return { margins, losses };
}

/** The pairs of a fold, and those of all others. */
export function rowsOfFold(fold: Uint8Array, held: number): { train: Uint32Array; test: Uint32Array } {
  const rows = [...fold.keys()];
  return {
    train: Uint32Array.from(rows.filter((row) => fold[row] !== held)),
    test: Uint32Array.from(rows.filter((row) => fold[row] === held)),
  };
}

function targetsOf({ signs, weights }: Targets, rows: Uint32Array): Targets {
  return {
    signs: Int8Array.from(rows, (row) => signs[row] ?? 1),
    weights: Float64Array.from(rows, (row) => weights[row] ?? 1),
  };
}

function lossOf(margins: Float64Array, { signs, weights }: Targets): number {
  return margins.reduce((sum, margin, at) => sum + (weights[at] ?? 1) * softplus(-(signs[at] ?? 1) * margin), 0);
}
