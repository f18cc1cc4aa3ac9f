import { comparedColumns, readOutcome, type Outcome } from './drafts';
import type { Format } from './Format';
import { all, isPresent, isText } from './shapes';

const outcomes = new Map<string, Outcome>([
  ['1', 'first'],
  ['0', 'second'],
]);

/** SHP: a post, two comments and `labels`, 1 where comment A is preferred, 0 where B is. */
export const shp: Format = {
  name: 'shp',
  title: 'A history, human_ref_A and human_ref_B; labels 1 means A (SHP)',
  matches: (columns) =>
    all(columns, isText, 'history', 'human_ref_A', 'human_ref_B') && all(columns, isPresent, 'labels'),
  read(row) {
    const label = row.value('labels');
    const outcome = readOutcome(label, 'labels', outcomes);
    return comparedColumns(row, row.prompt('history'), ['human_ref_A', 'human_ref_B'], outcome, label);
  },
};
