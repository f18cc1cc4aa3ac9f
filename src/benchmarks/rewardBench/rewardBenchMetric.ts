import type { FigureName, Metric, ScoredItem } from '../Metric';
import { meanOfPresent, placesBy, weightedMean } from '../weightedShares';
import { rewardBenchCounts, rewardBenchSections, sectionMeans } from './rewardBenchSections';

const subsets = [...rewardBenchCounts.keys()];

/**
 * The official figures: share of pairs whose chosen response has the higher reward (strictly) by subset, weighted means of the
 * subsets by section, and the plain mean of the four sections. Beside it the share over all pairs, the other convention.
 */
export function rewardBenchMetric(scored: readonly ScoredItem[]): Metric {
  const credit = Float64Array.from(scored, isCorrect);
  const places = placesBy(scored, ({ item }) => item.subset);
  const all = scored.map((_, at) => at);
  const count = (names: readonly string[]) => names.reduce((sum, name) => sum + (places.get(name)?.length ?? 0), 0);
  return {
    figures: figuresOf(count),
    values(weights) {
      const accuracies = new Map(
        subsets.map((subset) => [subset, weightedMean(credit, weights, places.get(subset) ?? [])]),
      );
      const sections = sectionMeans((subset) => accuracies.get(subset) ?? NaN);
      return [meanOfPresent(sections), weightedMean(credit, weights, all), ...sections, ...accuracies.values()];
    },
    curves: null,
  };
}

function isCorrect({ item, rewards: [one = NaN, other = NaN] }: ScoredItem): number {
  return Number(item.isRight[0] ? one > other : other > one);
}

function figuresOf(count: (names: readonly string[]) => number): FigureName[] {
  const name = (key: string, title: string, level: FigureName['level'], of: string[], convention: string | null) => ({
    key,
    title,
    level,
    convention,
    subsets: of,
    items: count(of),
  });
  return [
    name('overall', 'Mean of the sections', 'overall', subsets, 'official'),
    name('micro', 'All pairs', 'overall', subsets, 'micro, every pair alike'),
    ...rewardBenchSections.map(({ key, title, weights }) => name(key, title, 'part', [...weights.keys()], null)),
    ...subsets.map((subset) => name(`subset/${subset}`, subset, 'detail', [subset], null)),
  ];
}
