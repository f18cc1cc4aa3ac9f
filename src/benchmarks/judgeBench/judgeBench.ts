import type { Benchmark } from '../Benchmark';
import { userPrompt } from '../userPrompt';
import { judgeBenchMetric } from './judgeBenchMetric';
import { judgeBenchResult } from './judgeBenchResult';
import { judgeBenchCategories, judgeBenchSplits } from './judgeBenchParts';

/** JudgeBench: which of two responses of one strong model is right. */
export const judgeBench: Benchmark = {
  name: 'judgebench',
  title: 'JudgeBench',
  licence: 'MIT (data card)',
  source: 'Tan et al. 2024, arXiv 2410.12784; ScalerLab/JudgeBench',
  headline: 'gpt-4o/macro/two_orders',
  layout:
    'JudgeBench has pair_id, source, question, response_model, response_A, response_B and label (A>B or B>A), one JSON object a line.',
  readRow(row) {
    const id = row.id('pair_id');
    const source = row.text('source');
    const category = judgeBenchCategories.find(({ prefix }) => source.startsWith(prefix));
    const prefixes = judgeBenchCategories.map(({ prefix }) => prefix);
    if (!category) return row.refuse('source', `a text that begins with ${prefixes.join(', ')}`, source);
    const model = row.oneOf(
      'response_model',
      judgeBenchSplits.map((split) => split.model),
    );
    const split = judgeBenchSplits.find((one) => one.model === model);
    const isFirst = row.oneOf('label', ['A>B', 'B>A']) === 'A>B';
    return {
      id,
      subset: `${split?.key ?? ''}/${category.key}`,
      unit: id,
      prompt: userPrompt(row.text('question')),
      responses: [row.text('response_A'), row.text('response_B')],
      isRight: [isFirst, !isFirst],
      slices: [],
      comparisons: null,
    };
  },
  readResult: judgeBenchResult,
  expected(found) {
    const given = judgeBenchSplits.filter(({ key }) =>
      [...found.keys()].some((subset) => subset.startsWith(`${key}/`)),
    );
    return new Map(
      given.flatMap(({ key, counts }) =>
        judgeBenchCategories.map((category, at): [string, number] => [`${key}/${category.key}`, counts[at] ?? 0]),
      ),
    );
  },
  metric: judgeBenchMetric,
};
