import { splitDraft } from './drafts';
import type { Format } from './Format';
import { isConversation } from './messages';
import { all } from './shapes';

/** `{"chosen": [messages], "rejected": [messages]}`, both whole conversations: what TRL's RewardTrainer recommends. */
export const trlImplicitChat: Format = {
  name: 'trl-implicit-chat',
  title: 'Chosen and rejected as whole conversations (TRL implicit)',
  matches: (columns) => all(columns, isConversation, 'chosen', 'rejected'),
  read: (row) => splitDraft(row.conversation('chosen'), row.conversation('rejected')),
};
