import type { PairIndex } from '../../pairs/PairIndex';
import { reasonCode } from '../Queue';
import { emptyRanking, type Ranking } from '../Ranking';
import { lowMargin, type Rewards } from './byLabel';

/** Low margin: by the size of the margin whatever the label says, the smallest first, then the unscored in file order. */
export function byMargin(index: PairIndex, { first, second }: Rewards): Ranking {
  const ranking = emptyRanking(index.length);
  for (let row = 0; row < index.length; row++) {
    const size = Math.abs((first[row] ?? NaN) - (second[row] ?? NaN));
    const isScored = !Number.isNaN(size);
    ranking.rank[row] = isScored ? size : Infinity;
    ranking.reasons[row] = !isScored
      ? reasonCode.unscored
      : size <= lowMargin
        ? reasonCode.low_margin
        : reasonCode.order;
  }
  return ranking;
}
