import type { Json } from '../Json';
import type { Message } from '../Message';
import { comparedDraft, type Outcome } from './drafts';
import type { Draft, Format } from './Format';
import { isConversation } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isPresent, isText } from './shapes';
import { splitConversations } from './splitConversations';

/** What the winner column of MT-bench and of the Chatbot Arena says. */
export const outcomes = new Map<string, Outcome>([
  ['model_a', 'first'],
  ['model_b', 'second'],
  ['tie', 'tie'],
  ['tie (inconsistent)', 'tie'],
  ['tie (bothbad)', 'both_bad'],
  ['both_bad', 'both_bad'],
]);

/** Columns that only the Chatbot Arena's files have. */
const arenaMarks = ['tstamp', 'timestamp', 'anony', 'is_code'];

/**
 * MT-bench human judgments: two whole conversations, and the `turn` after which the judge compared them. The models' first
 * answers differ, so after the second turn only the first question is the prompt and each response is answer, question, answer.
 */
export const mtBench: Format = {
  name: 'mt-bench-human',
  title: 'Two conversations, a turn and a winner (MT-bench human judgments)',
  matches: (columns) =>
    all(columns, isConversation, 'conversation_a', 'conversation_b') &&
    all(columns, isText, 'winner') &&
    all(columns, isPresent, 'turn') &&
    !arenaMarks.some((column) => column in columns),
  read,
};

function read(row: RowView): Draft {
  const exchanges = row.number('turn');
  if (exchanges === null || !Number.isInteger(exchanges) || exchanges < 1)
    throw new RowError('"turn" is no whole number from 1');
  row.keep('turn');
  const a = firstExchanges(row.conversation('conversation_a'), exchanges, 'conversation_a');
  const b = firstExchanges(row.conversation('conversation_b'), exchanges, 'conversation_b');
  const { prompt, responses } = splitConversations(a, b);
  const winner = row.text('winner');
  const outcome = outcomes.get(winner);
  if (outcome === undefined) throw new RowError(`"winner" is ${JSON.stringify(winner)}, not model_a, model_b or tie`);
  return comparedDraft(
    prompt,
    [
      [responses[0], aboutModel(row, 'a')],
      [responses[1], aboutModel(row, 'b')],
    ],
    outcome,
    winner,
  );
}

/** What a row with `conversation_a` and `model_a` says of a side. */
export function aboutModel(row: RowView, side: 'a' | 'b'): { [key: string]: Json } {
  const model = row.peek(`model_${side}`);
  return { column: `conversation_${side}`, ...(model === null ? {} : { model }) };
}

/**
 * The conversation up to its n-th answer.
 *
 * @throws RowError where it has fewer.
 */
export function firstExchanges(messages: Message[], exchanges: number, column: string): Message[] {
  const answers = messages.flatMap((message, at) => (message.role === 'assistant' ? [at] : []));
  const last = answers[exchanges - 1];
  if (last === undefined) throw new RowError(`"${column}" has ${answers.length} answers, but "turn" is ${exchanges}`);
  return messages.slice(0, last + 1);
}
