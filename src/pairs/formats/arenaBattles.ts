import type { Message } from '../Message';
import { comparedDraft, readOutcome } from './drafts';
import type { Format } from './Format';
import { aboutModel, firstExchanges, outcomes } from './mtBench';
import type { RowView } from './RowView';
import { all, isPresent, isText, isWrittenConversation } from './shapes';
import { splitConversations } from './splitConversations';

/**
 * Chatbot Arena battles (33k, 100k, 140k): two whole conversations, as lists or as the JSON of lists, two models and a winner.
 * The vote comes after the exchanges that `turn` counts, else after the last one; as in MT-bench only the turns before the
 * first answer are the prompt.
 */
export const arenaBattles: Format = {
  name: 'arena-battles',
  title: 'Two conversations, two models and a winner (Chatbot Arena)',
  matches: (columns) =>
    all(columns, isWrittenConversation, 'conversation_a', 'conversation_b') &&
    all(columns, isText, 'winner') &&
    all(columns, isPresent, 'model_a', 'model_b'),
  read(row) {
    const { prompt, responses } = splitConversations(judged(row, 'conversation_a'), judged(row, 'conversation_b'));
    const winner = row.text('winner');
    const outcome = readOutcome(winner, 'winner', outcomes);
    return comparedDraft(
      prompt,
      [
        [responses[0], aboutModel(row, 'a')],
        [responses[1], aboutModel(row, 'b')],
      ],
      outcome,
      winner,
    );
  },
};

/** What the vote was about. */
function judged(row: RowView, column: string): Message[] {
  const messages = row.conversation(column);
  const exchanges = row.has('turn') ? row.number('turn') : null;
  row.keep('turn');
  return exchanges !== null && Number.isInteger(exchanges) && exchanges > 0
    ? firstExchanges(messages, exchanges, column)
    : messages;
}
