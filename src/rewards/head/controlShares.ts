import { rowsOfFold } from './crossValidate';
import { drawSigns } from './drawSigns';
import type { HeadBasis } from './HeadBasis';
import type { Targets } from './residuals';

/**
 * What heads are worth that know nothing: each is fitted, in the limit of a large ridge, to sides that were drawn by lot, and looked
 * at on the real verdicts of the fold that was held out. The mean of many is one half; how far single ones lie from it says what
 * luck alone reaches on these pairs.
 *
 * @returns the accuracy of each of so many heads, ascending.
 */
export function controlShares(
  basis: HeadBasis,
  { signs, weights }: Targets,
  fold: Uint8Array,
  { heads, seed }: { heads: number; seed: number },
): Float64Array {
  const correct = new Float64Array(heads);
  const folds = fold.reduce((most, one) => Math.max(most, one + 1), 0);
  for (let held = 0; held < folds; held++) {
    const { train, test } = rowsOfFold(fold, held);
    const part = basis.subset(train);
    for (let lot = 0; lot < heads; lot++) {
      const drawn = drawSigns(signs.length, seed + lot);
      const pulls = Float64Array.from(train, (row) => (weights[row] ?? 1) * (drawn[row] ?? 1));
      const margins = basis.marginsOf(test, part.leaning(pulls), train);
      margins.forEach((margin, at) => {
        if (margin * (signs[test[at] ?? 0] ?? 1) > 0) correct[lot] = (correct[lot] ?? 0) + 1;
      });
    }
  }
  return correct.map((count) => count / signs.length).sort();
}
