import type { BenchmarkItem } from '../BenchmarkItem';
import type { RowFields } from '../RowFields';
import { userPrompt } from '../userPrompt';

/** The folders of LLMBar that are subsets of RewardBench. */
const folders: [folder: RegExp, subset: string][] = [
  [/(^|\/)Natural\//, 'llmbar-natural'],
  [/(^|\/)Neighbor\//, 'llmbar-adver-neighbor'],
  [/(^|\/)GPTInst\//, 'llmbar-adver-GPTInst'],
  [/(^|\/)GPTOut\//, 'llmbar-adver-GPTOut'],
  [/(^|\/)Manual\//, 'llmbar-adver-manual'],
];

/** An item of LLMBar as one of RewardBench. LLMBar has no ids: the place in its file takes that part. */
export function llmBarItem(row: RowFields): BenchmarkItem {
  const subset = folders.find(([folder]) => folder.test(row.file))?.[1];
  if (subset === undefined) return row.refuse('subset', 'told by one of the folders of LLMBar', row.columns['subset']);
  const label = row.whole('label');
  if (label !== 1 && label !== 2) return row.refuse('label', '1 or 2', label);
  const id = `${subset}/llmbar-${row.line}`;
  return {
    id,
    subset,
    unit: id,
    prompt: userPrompt(row.text('input')),
    responses: [row.text('output_1'), row.text('output_2')],
    isRight: [label === 1, label === 2],
    slices: [],
    comparisons: null,
  };
}
