import type { Message } from '../Message';
import { rankedDraft } from './drafts';
import type { Format } from './Format';
import { systemTurn } from './instructionPrompt';
import { isConversation, isObject } from './messages';
import type { RowView } from './RowView';
import { all } from './shapes';

/** LLaMA-Factory sharegpt: the prompt as `conversations`, the two responses as one message each, not lists. */
export const llamaFactorySharegpt: Format = {
  name: 'llamafactory-sharegpt',
  title: 'Conversations, and chosen and rejected as one message each (LLaMA-Factory sharegpt)',
  matches: (columns) =>
    all(columns, isConversation, 'conversations') &&
    all(columns, (value) => isObject(value) && isConversation([value]), 'chosen', 'rejected'),
  read: (row) => rankedDraft(sharegptPrompt(row), row.message('chosen'), row.message('rejected')),
};

/** The turns of `conversations`, after the `system` column where the row has one. */
export function sharegptPrompt(row: RowView): Message[] {
  return [...systemTurn(row), ...row.conversation('conversations')];
}
