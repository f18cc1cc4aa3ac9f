import type { PairIndex } from '../../pairs/PairIndex';
import { reasonCode } from '../Queue';
import { emptyRanking, type Ranking } from '../Ranking';
import type { Rewards } from './byLabel';

/**
 * Model against model: pairs on whose better response two models differ first, then those on which they agree, each with the
 * largest difference first; then pairs that one of them has not scored, in file order. Rewards of two models have no common
 * scale, so each model's margins are divided by their own root mean square (their mean is 0 but for the canonical order,
 * which is random).
 */
export function byModels(index: PairIndex, one: Rewards, other: Rewards): Ranking {
  const ranking = emptyRanking(index.length);
  const [oneScale, otherScale] = [scaleOf(one), scaleOf(other)];
  for (let row = 0; row < index.length; row++) {
    const a = marginAt(one, row) / oneScale;
    const b = marginAt(other, row) / otherScale;
    const difference = Math.abs(a - b);
    const isScored = !Number.isNaN(difference);
    const differ = a * b < 0;
    ranking.tiers[row] = !isScored ? 2 : differ ? 0 : 1;
    ranking.rank[row] = isScored ? -difference : 0;
    ranking.reasons[row] = !isScored ? reasonCode.unscored : differ ? reasonCode.models : reasonCode.order;
  }
  return ranking;
}

function marginAt({ first, second }: Rewards, row: number): number {
  return (first[row] ?? NaN) - (second[row] ?? NaN);
}

/** The root mean square of the margins that there are; 1 where all are 0 or there are none. */
function scaleOf(rewards: Rewards): number {
  let [squares, scored] = [0, 0];
  for (let row = 0; row < rewards.first.length; row++) {
    const margin = marginAt(rewards, row);
    if (Number.isNaN(margin)) continue;
    squares += margin ** 2;
    scored++;
  }
  return squares > 0 ? Math.sqrt(squares / scored) : 1;
}
