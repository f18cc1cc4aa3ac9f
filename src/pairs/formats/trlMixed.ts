import type { Message } from '../Message';
import { rankedDraft, splitDraft } from './drafts';
import type { Draft, Format } from './Format';
import { isConversation } from './messages';
import type { RowView } from './RowView';
import { all, isText } from './shapes';

/**
 * `{"prompt": "...", "chosen": [messages], "rejected": [messages]}`: whole conversations beside their prompt as text (Tulu 3,
 * UltraFeedback). The conversations count; a prompt text that none of their turns has stays in the row's metadata. Where both
 * lists begin with the assistant, the text is the prompt.
 */
export const trlMixed: Format = {
  name: 'trl-mixed',
  title: 'Whole conversations with the prompt as text beside them (TRL mixed)',
  matches: (columns) => all(columns, isText, 'prompt') && all(columns, isConversation, 'chosen', 'rejected'),
  read,
};

function read(row: RowView): Draft {
  const [chosen, rejected] = [row.conversation('chosen'), row.conversation('rejected')];
  const text = row.text('prompt');
  if (chosen[0]?.role === 'assistant' && rejected[0]?.role === 'assistant') {
    return rankedDraft(row.prompt('prompt'), chosen, rejected);
  }
  const draft = splitDraft(chosen, rejected);
  if (!says(draft.prompt, text)) row.keep('prompt');
  return draft;
}

function says(prompt: Message[], text: string): boolean {
  return prompt.some((turn) => turn.role === 'user' && turn.content === text);
}
