import { comparedDraft, type Outcome } from './drafts';
import type { Draft, Format } from './Format';
import { isConversation } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isPresent, isText } from './shapes';

const outcomes = new Map<unknown, Outcome>([
  ['first', 'first'],
  ['second', 'second'],
  ['tie', 'tie'],
  ['both_bad', 'both_bad'],
  // What people could not or would not decide is no label.
  ['divided', null],
  ['undecidable', null],
  ['divergent', null],
  ['skip', null],
  ['', null],
  [null, null],
]);

/** What Assay itself writes of everything (JSONL, CSV, Parquet): a pair in canonical order with its label. */
export const assayPairs: Format = {
  name: 'assay-pairs',
  title: 'A pair with all that is known of it (Assay)',
  matches: (columns) =>
    all(columns, isText, 'pair_id') &&
    all(columns, isConversation, 'prompt', 'first', 'second') &&
    all(columns, isPresent, 'label'),
  read,
};

function read(row: RowView): Draft {
  const label = row.value('label');
  const outcome = outcomes.get(label);
  if (outcome === undefined) throw new RowError(`"label" is ${JSON.stringify(label)}, no label of Assay's`);
  return comparedDraft(
    row.conversation('prompt'),
    [
      [row.conversation('first'), { column: 'first' }],
      [row.conversation('second'), { column: 'second' }],
    ],
    outcome,
    label,
  );
}
