import type { Columns } from '../containers/RowReader';
import type { Message } from '../Message';
import { rankedDraft } from './drafts';
import type { Draft, Format } from './Format';
import { isConversation, sameMessage } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isText } from './shapes';
import { splitConversations } from './splitConversations';

/** `{"prompt": [messages], "chosen": [messages], "rejected": [messages]}`; a response may be a text. */
export const trlExplicitChat: Format = {
  name: 'trl-explicit-chat',
  title: 'Prompt, chosen and rejected as messages (TRL explicit)',
  matches: (columns) =>
    all(columns, isConversation, 'prompt') && isResponse(columns, 'chosen') && isResponse(columns, 'rejected'),
  read: (row) => readExplicit(row, 'prompt'),
};

/** Whether a column holds a response: messages or a text. */
export function isResponse(columns: Columns, name: string): boolean {
  return all(columns, isConversation, name) || all(columns, isText, name);
}

/** A draft of a column with the prompt's messages beside `chosen` and `rejected`. */
export function readExplicit(row: RowView, promptColumn: string): Draft {
  const prompt = row.conversation(promptColumn);
  const [chosen, rejected] = [row.response('chosen'), row.response('rejected')];
  if (chosen[0]?.role === 'assistant' && rejected[0]?.role === 'assistant')
    return rankedDraft(prompt, chosen, rejected);
  return wholeConversations(prompt, chosen, rejected);
}

/** Some writers give the prompt as a column and once more inside both conversations. */
function wholeConversations(prompt: Message[], chosen: Message[], rejected: Message[]): Draft {
  const begins = (messages: Message[]) =>
    prompt.every((turn, at) => messages[at] !== undefined && sameMessage(turn, messages[at]));
  if (!begins(chosen) || !begins(rejected)) throw new RowError('the conversations do not begin with the prompt column');
  const split = splitConversations(chosen, rejected);
  return rankedDraft(split.prompt, ...split.responses);
}
