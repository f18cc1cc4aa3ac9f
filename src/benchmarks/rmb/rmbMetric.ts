import type { FigureName, Metric, ScoredItem } from '../Metric';
import { meanOfPresent, placesBy, weightedMean } from '../weightedShares';
import { rmbBlocks } from './rmbBlocks';

/**
 * The figures: in each block the share of items, every item alike, whose best response has a higher reward (strictly) than
 * every other one; the overall figure is the plain mean of the four blocks. Beside it the means of the categories, the other
 * convention for a block.
 */
export function rmbMetric(scored: readonly ScoredItem[]): Metric {
  const credit = Float64Array.from(scored, isBest);
  const blocks = placesBy(scored, ({ item }) => item.subset);
  const categories = placesBy(scored, ({ item }) => `${item.subset}/${item.slices[0] ?? ''}`);
  const categoriesOf = rmbBlocks.map(({ key }) => [...categories].filter(([name]) => name.startsWith(`${key}/`)));
  return {
    figures: figuresOf((key) => blocks.get(key)?.length ?? 0),
    values(weights) {
      const micro = rmbBlocks.map(({ key }) => weightedMean(credit, weights, blocks.get(key) ?? []));
      const macro = categoriesOf.map((of) =>
        meanOfPresent(of.map(([, places]) => weightedMean(credit, weights, places))),
      );
      const [pairs, best] = [micro.slice(0, 2), micro.slice(2)];
      return [meanOfPresent(micro), meanOfPresent(pairs), meanOfPresent(best), ...micro, ...macro];
    },
    curves: null,
  };
}

function isBest({ item, rewards }: ScoredItem): number {
  const best = rewards[item.isRight.indexOf(true)] ?? NaN;
  return Number(rewards.every((reward, at) => item.isRight[at] || best > reward));
}

function figuresOf(count: (key: string) => number): FigureName[] {
  const name = (
    key: string,
    title: string,
    level: FigureName['level'],
    subsets: string[],
    convention: string | null,
  ) => {
    const items = subsets.reduce((sum, subset) => sum + count(subset), 0);
    return { key, title, level, convention, subsets, items };
  };
  const keys = rmbBlocks.map(({ key }) => key);
  return [
    name('overall', 'Mean of the blocks', 'overall', keys, null),
    name('pair', 'Pairs, mean of the two', 'part', keys.slice(0, 2), null),
    name('bon', 'Best of N, mean of the two', 'part', keys.slice(2), null),
    ...rmbBlocks.map(({ key, title }) => name(key, title, 'part', [key], 'micro, every item alike')),
    ...rmbBlocks.map(({ key, title }) => name(`${key}/macro`, title, 'detail', [key], 'macro, every category alike')),
  ];
}
