import type { Draft, Format } from './Format';
import { isConversation } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isFlag, isText } from './shapes';

/**
 * `{"prompt": ..., "completion": ..., "label": true}`: one answer a row, good or not (TRL KTO). Rows with the same prompt are one
 * item whose pairs are each good answer with each that is not.
 */
export const trlUnpaired: Format = {
  name: 'trl-unpaired',
  title: 'One completion a row, labelled true or false (TRL unpaired, KTO)',
  grouped: { equalIsTie: false },
  matches: (columns) =>
    (['prompt', 'completion'] as const).every(
      (name) => all(columns, isText, name) || all(columns, isConversation, name),
    ) && all(columns, isFlag, 'label'),
  read: (row) => {
    const response = { messages: row.response('completion'), column: 'completion' };
    return thumbDraft(row, row.prompt('prompt'), response, 'label');
  },
};

/** A draft of one response that a column calls good or not. */
export function thumbDraft(
  row: RowView,
  prompt: Draft['prompt'],
  { messages, column }: { messages: Draft['prompt']; column: string },
  labelColumn: string,
): Draft {
  const good = row.flag(labelColumn);
  if (good === null)
    throw new RowError(`"${labelColumn}" is ${JSON.stringify(row.value(labelColumn))}, not true or false`);
  return { prompt, responses: [{ messages, rank: good ? 0 : 1, about: { column, label: good } }], label: null };
}
