import type { Draft, DraftResponse, Format } from './Format';
import { isConversation, isObject, readConversation, turn } from './messages';
import { numberOf } from './numberOf';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isText, isWrittenListWith } from './shapes';

const hasRank = isWrittenListWith('rank');
const hasCompletion = isWrittenListWith('completion');

/** NeMo RL: a context and any number of completions with ranks; the lower rank is better, equal ranks are a tie. */
export const nemoRl: Format = {
  name: 'nemo-rl',
  title: 'A context and ranked completions (NeMo RL)',
  matches: (columns) =>
    (all(columns, isConversation, 'context') || all(columns, isText, 'context')) &&
    all(columns, (value) => hasRank(value) && hasCompletion(value), 'completions'),
  read(row) {
    const completions = row.structure('completions');
    const list = Array.isArray(completions) ? completions : [];
    const responses = list.map((completion, at) => responseOf(row, completion, at + 1));
    return { prompt: row.prompt('context'), responses, label: null };
  },
};

function responseOf(row: RowView, completion: Draft['label'], number: number): DraftResponse {
  const { rank = null, completion: messages = null, ...fields } = isObject(completion) ? completion : {};
  const place = `completion ${number} of "completions"`;
  const order = numberOf(rank);
  if (order === null && rank !== null)
    throw new RowError(`the rank of ${place} is ${JSON.stringify(rank)}, not a number`);
  const about = { column: `completions ${number}`, rank, ...(Object.keys(fields).length > 0 ? { fields } : {}) };
  const turns =
    typeof messages === 'string' ? [turn('assistant', messages)] : readConversation(messages, place, row.unreadKeys);
  return { messages: turns, rank: order, about };
}
