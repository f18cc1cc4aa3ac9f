import type { Benchmark } from '../Benchmark';
import type { BenchmarkItem } from '../BenchmarkItem';
import { userPrompt } from '../userPrompt';
import { llmBarItem } from './llmBarItem';
import { rewardBenchCounts } from './rewardBenchSections';
import { rewardBenchMetric } from './rewardBenchMetric';

const subsets = [...rewardBenchCounts.keys()];

/** RewardBench, version 1: pairs of a chosen and a rejected response in 23 subsets of four sections. */
export const rewardBench: Benchmark = {
  name: 'rewardbench',
  title: 'RewardBench',
  licence: 'ODC-BY',
  source: 'Lambert et al. 2024, arXiv 2403.13787; allenai/reward-bench, split filtered',
  headline: 'overall',
  layout:
    'RewardBench (split filtered) has id, subset, prompt, chosen and rejected as texts; the LLMBar subsets may also come as the files of LLMBar.',
  readRow(row): BenchmarkItem {
    if (row.has('output_1')) return llmBarItem(row);
    const subset = row.oneOf('subset', subsets);
    const id = `${subset}/${row.id('id')}`;
    return {
      id,
      subset,
      unit: id,
      prompt: userPrompt(row.text('prompt')),
      responses: [row.text('chosen'), row.text('rejected')],
      isRight: [true, false],
      slices: [],
      comparisons: null,
    };
  },
  readResult(row) {
    if (!row.has('scores_chosen')) return null;
    const id = `${row.oneOf('subset', subsets)}/${row.id('id')}`;
    return { kind: 'item', id, rewards: [row.reward('scores_chosen'), row.reward('scores_rejected')] };
  },
  expected: () => rewardBenchCounts,
  metric: rewardBenchMetric,
};
