import { splitDraft } from './drafts';
import type { Format } from './Format';
import { all, isWrittenConversation } from './shapes';

/** torchtune: two whole conversations, in columns of its own names. */
export const torchtune: Format = {
  name: 'torchtune',
  title: 'chosen_conversations and rejected_conversations (torchtune)',
  matches: (columns) => all(columns, isWrittenConversation, 'chosen_conversations', 'rejected_conversations'),
  read(row) {
    const names: [string, string] = ['chosen_conversations', 'rejected_conversations'];
    return splitDraft(row.conversation(names[0]), row.conversation(names[1]), names);
  },
};
