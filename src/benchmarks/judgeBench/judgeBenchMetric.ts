import type { FigureName, Metric, ScoredItem } from '../Metric';
import { meanOfPresent, placesBy, weightedMean } from '../weightedShares';
import { judgeBenchCategories, judgeBenchSplits } from './judgeBenchParts';

/**
 * How a tie counts. With both orders a tied pair is decided once for each side, which is wrong. With the single order the
 * official code decides a tie for B, which is right wherever B is.
 */
const conventions = [
  { key: 'two_orders', title: 'both orders', credit: twoOrders },
  { key: 'single_game', title: 'single order, a tie goes to B', credit: singleOrder },
];

interface Split {
  key: string;
  title: string;
  all: number[];
  categories: { key: string; title: string; places: number[] }[];
}

/**
 * The official figures: share of right decisions by category and over all pairs (micro), and the mean of the four categories
 * (macro) as the paper of Skywork-Reward-V2 has it. Each split by itself.
 */
export function judgeBenchMetric(scored: readonly ScoredItem[]): Metric {
  const places = placesBy(scored, ({ item }) => item.subset);
  const splits = judgeBenchSplits.flatMap((split): Split[] => {
    const categories = judgeBenchCategories.map(({ key, title }) => ({
      key,
      title,
      places: places.get(`${split.key}/${key}`) ?? [],
    }));
    const all = categories.flatMap((category) => category.places);
    return all.length === 0 ? [] : [{ key: split.key, title: split.title, all, categories }];
  });
  const credits = conventions.map(({ credit }) => Float64Array.from(scored, credit));
  return {
    figures: splits.flatMap((split) => conventions.flatMap((convention) => figuresOf(split, convention))),
    values: (weights) => splits.flatMap((split) => credits.flatMap((credit) => valuesOf(split, credit, weights))),
    curves: null,
  };
}

function valuesOf({ all, categories }: Split, credit: Float64Array, weights: Float64Array): number[] {
  const parts = categories.map(({ places }) => weightedMean(credit, weights, places));
  return [weightedMean(credit, weights, all), meanOfPresent(parts), ...parts];
}

function figuresOf({ key, title, all, categories }: Split, convention: (typeof conventions)[number]): FigureName[] {
  const usual = convention.key === 'two_orders';
  const subsets = categories.map((category) => `${key}/${category.key}`);
  const name = (part: string, words: string, level: FigureName['level']) => ({
    key: `${key}/${part}/${convention.key}`,
    title: `${title}: ${words}`,
    level: usual ? level : ('detail' as const),
  });
  const whole = { subsets, items: all.length };
  return [
    {
      ...name('micro', 'all pairs', 'overall'),
      convention: `official, ${convention.title}`,
      ...whole,
    },
    {
      ...name('macro', 'mean of the categories', 'overall'),
      convention: `Skywork-Reward-V2, ${convention.title}`,
      ...whole,
    },
    ...categories.map((category) => ({
      ...name(category.key, category.title, 'part'),
      convention: convention.title,
      subsets: [`${key}/${category.key}`],
      items: category.places.length,
    })),
  ];
}

function twoOrders({ item, rewards: [a = NaN, b = NaN] }: ScoredItem): number {
  return item.isRight[0] ? Number(a > b) : Number(b > a);
}

function singleOrder({ item, rewards: [a = NaN, b = NaN] }: ScoredItem): number {
  return item.isRight[0] ? Number(a > b) : Number(b >= a);
}
