import type { Json } from '../Json';
import { comparedColumns, type Outcome } from './drafts';
import type { Format } from './Format';
import { isConversation } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isPresent, isText } from './shapes';

/**
 * HelpSteer3 preference: a context, two responses and a preference from -3 (response 1 much better) over 0 (tie) to 3. The
 * number, which is the strength, and what every annotator said stay in `meta.label`.
 */
export const helpSteer3: Format = {
  name: 'helpsteer3',
  title: 'A context, two responses and a preference from -3 to 3 (HelpSteer3)',
  matches: (columns) =>
    (all(columns, isConversation, 'context') || all(columns, isText, 'context')) &&
    all(columns, isText, 'response1', 'response2') &&
    all(columns, isPresent, 'overall_preference'),
  read(row) {
    const overall = row.value('overall_preference');
    const outcome = outcomeOf(row);
    const label: { [key: string]: Json } = { overall_preference: overall };
    if (row.has('individual_preference')) label['individual_preference'] = row.structure('individual_preference');
    return comparedColumns(row, row.prompt('context'), ['response1', 'response2'], outcome, label);
  },
};

function outcomeOf(row: RowView): Outcome {
  const overall = row.value('overall_preference');
  if (overall === null || overall === '') return null;
  const strength = row.number('overall_preference');
  if (strength === null || Math.abs(strength) > 3)
    throw new RowError(`"overall_preference" is ${JSON.stringify(overall)}, not a number from -3 to 3`);
  if (strength === 0) return 'tie';
  return strength < 0 ? 'first' : 'second';
}
