import type { Benchmark } from '../Benchmark';
import { userPrompt } from '../userPrompt';
import { rmBenchMetric } from './rmBenchMetric';
import { rmBenchCounts, rmBenchSubsets } from './rmBenchSubsets';
import { rmBenchPlace } from './rmBenchPlace';

/** RM-Bench: three right and three wrong responses in three styles; is content preferred whatever the style? */
export const rmBench: Benchmark = {
  name: 'rm-bench',
  title: 'RM-Bench',
  licence: 'ODC-BY',
  source: 'Liu et al. 2024, arXiv 2410.16184; THU-KEG/RM-Bench',
  headline: 'total',
  layout:
    'RM-Bench has id, prompt, chosen and rejected (three texts each: concise, detailed, detailed Markdown), in files named ' +
    `${rmBenchSubsets.map((subset) => `${subset}_filtered.json`).join(', ')} or with the field "domain".`,
  readRow(row) {
    const { id, subset } = rmBenchPlace(row);
    const responses = [...row.texts('chosen', 3), ...row.texts('rejected', 3)];
    return {
      id,
      subset,
      unit: id,
      prompt: userPrompt(row.text('prompt')),
      responses,
      isRight: [true, true, true, false, false, false],
      slices: [],
      comparisons: null,
    };
  },
  readResult(row) {
    if (!row.has('score_chosen')) return null;
    const rewards = [...row.rewards('score_chosen', 3), ...row.rewards('score_rejected', 3)];
    return { kind: 'item', id: rmBenchPlace(row).id, rewards };
  },
  expected: () => rmBenchCounts,
  metric: rmBenchMetric,
};
