import type { FigureName, Metric, ScoredItem } from '../Metric';
import { meanOfPresent, placesBy, weightedMean } from '../weightedShares';
import { bestOfFour } from './bestOfFour';
import { rewardBench2Subsets, tiesSubset } from './rewardBench2Subsets';
import { tiesScore, type TiesScore } from './tiesScore';

const tiesParts: { key: keyof TiesScore; title: string }[] = [
  { key: 'tied', title: 'Ties: several right responses above all wrong ones' },
  { key: 'ref', title: 'Ties: the one right response above all wrong ones' },
  { key: 'preferred', title: 'Ties: gap to the wrong ones above the range of the right ones' },
  { key: 'preferredHard', title: 'Ties: the same with the smaller gap of the two' },
  { key: 'spread', title: 'Ties: tie-breaker, -1 to 1' },
];

/** The official figures: five subsets by credit for the best of four, Ties by its own score, and the plain mean of the six. */
export function rewardBench2Metric(scored: readonly ScoredItem[]): Metric {
  const credit = Float64Array.from(scored, bestOfFour);
  const places = placesBy(scored, ({ item }) => item.subset);
  const ties = tiesScore(scored);
  const plain = rewardBench2Subsets.filter(({ name }) => name !== tiesSubset);
  return {
    figures: figuresOf((name) => places.get(name)?.length ?? 0),
    values(weights) {
      const found = ties(weights);
      const subsets = [...plain.map(({ name }) => weightedMean(credit, weights, places.get(name) ?? [])), found.score];
      return [meanOfPresent(subsets), ...subsets, ...tiesParts.map(({ key }) => found[key])];
    },
    curves: null,
  };
}

function figuresOf(count: (name: string) => number): FigureName[] {
  const name = (key: string, title: string, level: FigureName['level'], subsets: string[]): FigureName => {
    const items = subsets.reduce((sum, subset) => sum + count(subset), 0);
    return { key, title, level, convention: null, subsets, items };
  };
  const all = rewardBench2Subsets.map((subset) => subset.name);
  return [
    name('overall', 'Mean of the subsets', 'overall', all),
    ...rewardBench2Subsets.map((subset) => name(subset.key, subset.name, 'part', [subset.name])),
    ...tiesParts.map(({ key, title }) => name(`ties/${key}`, title, 'detail', [tiesSubset])),
  ];
}
