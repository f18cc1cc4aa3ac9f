import type { Benchmark } from '../Benchmark';
import type { RowFields } from '../RowFields';
import { userPrompt } from '../userPrompt';
import { rewardBench2Metric } from './rewardBench2Metric';
import { rewardBench2Subsets, tiesSubset } from './rewardBench2Subsets';

const names = rewardBench2Subsets.map(({ name }) => name);
/** Right and wrong responses of an item outside of Ties. */
const usual = { chosen: 1, rejected: 3 };

/** RewardBench 2: the right one among four responses, and ties between several right ones. */
export const rewardBench2: Benchmark = {
  name: 'rewardbench2',
  title: 'RewardBench 2',
  licence: 'ODC-BY',
  source: 'Malik et al. 2025, arXiv 2506.01937; allenai/reward-bench-2, split test',
  headline: 'overall',
  layout:
    'RewardBench 2 has id, subset, prompt, chosen and rejected (lists of texts; outside of Ties one and three) and num_correct.',
  readRow(row) {
    const subset = row.oneOf('subset', names);
    const isTies = subset === tiesSubset;
    const chosen = row.texts('chosen', isTies ? null : usual.chosen);
    const rejected = row.texts('rejected', isTies ? null : usual.rejected);
    const { id, unit } = placeOf(row, subset);
    if (row.has('num_correct') && row.whole('num_correct') !== chosen.length)
      return row.refuse(
        'num_correct',
        `${chosen.length}, as many as there are chosen responses`,
        row.columns['num_correct'],
      );
    return {
      id,
      subset,
      unit,
      prompt: userPrompt(row.text('prompt')),
      responses: [...chosen, ...rejected],
      isRight: [...chosen.map(() => true), ...rejected.map(() => false)],
      slices: [],
      comparisons: null,
    };
  },
  readResult(row) {
    if (!row.has('scores')) return null;
    return { kind: 'item', id: placeOf(row, row.oneOf('subset', names)).id, rewards: row.rewards('scores') };
  },
  expected: () => new Map(rewardBench2Subsets.map(({ name, items }) => [name, items])),
  metric: rewardBench2Metric,
};

/** In Ties, `ref:7` and `tied:7` are the two halves of one prompt, which the bootstrap draws together. */
function placeOf(row: RowFields, subset: string): { id: string; unit: string } {
  const id = row.id('id');
  if (subset !== tiesSubset) return { id: `${subset}/${id}`, unit: `${subset}/${id}` };
  const half = /^(?:ref|tied):(.+)$/.exec(id);
  if (half === null) return row.refuse('id', 'ref:NUMBER or tied:NUMBER in Ties', id);
  return { id: `${subset}/${id}`, unit: `${subset}/${half[1] ?? ''}` };
}
