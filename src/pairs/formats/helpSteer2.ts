import type { Json } from '../Json';
import type { Draft, Format } from './Format';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isPresent, isText } from './shapes';

const attributes = ['helpfulness', 'correctness', 'coherence', 'complexity', 'verbosity'];

/**
 * HelpSteer and HelpSteer2: one response a row with five scores. Rows with the same prompt are one item, ranked by helpfulness;
 * all scores stay with each response in `meta.responses`.
 */
export const helpSteer2: Format = {
  name: 'helpsteer2',
  title: 'One response a row with five scores (HelpSteer2), ranked by helpfulness',
  grouped: { equalIsTie: true },
  matches: (columns) => all(columns, isText, 'prompt', 'response') && all(columns, isPresent, ...attributes),
  read,
};

function read(row: RowView): Draft {
  const helpfulness = row.number('helpfulness');
  if (helpfulness === null)
    throw new RowError(`"helpfulness" is ${JSON.stringify(row.value('helpfulness'))}, not a number`);
  const scores: { [key: string]: Json } = Object.fromEntries(attributes.map((name) => [name, row.value(name)]));
  const response = { messages: row.response('response'), rank: -helpfulness, about: { column: 'response', scores } };
  return { prompt: row.prompt('prompt'), responses: [response], label: null };
}
