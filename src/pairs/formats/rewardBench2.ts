import type { Json } from '../Json';
import type { Draft, DraftResponse, Format } from './Format';
import { turn } from './messages';
import type { RowView } from './RowView';
import { all, isText, isTexts } from './shapes';

/** RewardBench 2: lists of chosen and of rejected texts. One item; its pairs are each chosen with each rejected. */
export const rewardBench2: Format = {
  name: 'rewardbench-2',
  title: 'A prompt with lists of chosen and rejected texts (RewardBench 2)',
  matches: (columns) => all(columns, isText, 'prompt', 'subset') && all(columns, isTexts, 'chosen', 'rejected'),
  read: (row) => listDraft(row, () => ({})),
};

/** A draft of lists of texts; `about` says more of the n-th text of a list. */
export function listDraft(row: RowView, about: (at: number) => { [key: string]: Json }): Draft {
  const responses = (column: string, rank: number): DraftResponse[] =>
    row
      .texts(column)
      .map((text, at) => ({ messages: [turn('assistant', text)], rank, about: { column, ...about(at) } }));
  return {
    prompt: row.prompt('prompt'),
    responses: [...responses('chosen', 0), ...responses('rejected', 1)],
    label: null,
  };
}
