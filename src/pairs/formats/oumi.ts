import type { Format } from './Format';
import { isConversation } from './messages';
import { all } from './shapes';
import { isResponse, readExplicit } from './trlExplicitChat';

/** Oumi: the prompt as `messages`, the responses as texts or messages. */
export const oumi: Format = {
  name: 'oumi',
  title: 'Messages, chosen and rejected (Oumi)',
  matches: (columns) =>
    all(columns, isConversation, 'messages') &&
    isResponse(columns, 'chosen') &&
    isResponse(columns, 'rejected') &&
    !('prompt' in columns),
  read: (row) => readExplicit(row, 'messages'),
};
