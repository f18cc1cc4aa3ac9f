import type { Draft, Format } from './Format';
import { instructionPrompt } from './instructionPrompt';
import { sharegptPrompt } from './llamaFactorySharegpt';
import { isConversation } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isFlag, isText } from './shapes';
import { thumbDraft } from './trlUnpaired';

/**
 * LLaMA-Factory's KTO rows: a whole conversation (sharegpt) or an instruction and its output (alpaca), good or not by `kto_tag`
 * or `label`.
 */
export const llamaFactoryKto: Format = {
  name: 'llamafactory-kto',
  title: 'One answer a row, good or not by kto_tag (LLaMA-Factory KTO)',
  grouped: { equalIsTie: false },
  matches: (columns) =>
    !('chosen' in columns) &&
    ((all(columns, isConversation, 'conversations') &&
      (all(columns, isFlag, 'kto_tag') || all(columns, isFlag, 'label'))) ||
      (all(columns, isText, 'instruction', 'output') && all(columns, isFlag, 'kto_tag'))),
  read: (row) => (row.has('conversations') ? sharegpt(row) : alpaca(row)),
};

function sharegpt(row: RowView): Draft {
  const turns = sharegptPrompt(row);
  const last = turns.at(-1);
  if (last?.role !== 'assistant') throw new RowError(`the last turn of "conversations" is not the assistant's`);
  const response = { messages: [last], column: 'conversations' };
  return thumbDraft(row, turns.slice(0, -1), response, row.has('kto_tag') ? 'kto_tag' : 'label');
}

function alpaca(row: RowView): Draft {
  return thumbDraft(row, instructionPrompt(row), { messages: row.response('output'), column: 'output' }, 'kto_tag');
}
