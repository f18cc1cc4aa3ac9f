import type { FigureName, Metric, ScoredItem } from '../Metric';
import { weightedMean } from '../weightedShares';

const slices = [
  ['hard_prompt', 'Hard prompts'],
  ['easy_prompt', 'Easy prompts'],
  ['if_prompt', 'Instruction following'],
  ['is_code', 'Code'],
  ['math_prompt', 'Math'],
  ['shorter_won', 'The shorter response won'],
  ['english', 'English'],
  ['non_english', 'Other languages'],
  ['chinese', 'Chinese'],
  ['russian', 'Russian'],
] as const;

/** The figures: share of votes with a winner whose winner has the higher reward (strictly), over all and by slice. */
export function ppePreferenceMetric(scored: readonly ScoredItem[]): Metric {
  const credit = Float64Array.from(scored, ({ item, rewards: [one = NaN, other = NaN] }) =>
    Number(item.isRight[0] ? one > other : other > one),
  );
  const all = scored.map((_, at) => at);
  const parts = slices.flatMap(([key, title]) => {
    const places = all.filter((at) => scored[at]?.item.slices.includes(key));
    return places.length === 0 ? [] : [{ key, title, places }];
  });
  const name = (key: string, title: string, level: FigureName['level'], items: number): FigureName => ({
    key,
    title,
    level,
    convention: level === 'overall' ? 'a tie of rewards is wrong' : null,
    subsets: ['votes'],
    items,
  });
  return {
    figures: [
      name('accuracy', 'Accuracy', 'overall', all.length),
      ...parts.map(({ key, title, places }) => name(key, title, 'part', places.length)),
    ],
    values: (weights) =>
      [all, ...parts.map(({ places }) => places)].map((places) => weightedMean(credit, weights, places)),
    curves: null,
  };
}
