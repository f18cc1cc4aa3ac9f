import type { Json } from '../Json';
import type { Message } from '../Message';
import { comparedDraft, readOutcome, type Outcome } from './drafts';
import type { Format } from './Format';
import { isObject, turn } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isObjectText, isPresent, isWrittenListWith } from './shapes';

const outcomes = new Map<string, Outcome>([
  ['0', 'first'],
  ['1', 'second'],
]);

/** summarize_from_feedback (comparisons): a post or an article, two summaries and the number of the better one, from 0. */
export const summarizeFromFeedback: Format = {
  name: 'summarize-from-feedback',
  title: 'A post, two summaries and the choice between them (summarize_from_feedback)',
  matches: (columns) =>
    all(columns, isObjectText, 'info') &&
    all(columns, isWrittenListWith('text'), 'summaries') &&
    all(columns, isPresent, 'choice'),
  read(row) {
    const choice = row.value('choice');
    const outcome = readOutcome(choice, 'choice', outcomes);
    return comparedDraft(postOf(row), summariesOf(row), outcome, choice);
  },
};

/** The text to be summarised; the title, the forum and the ids stay among the unread columns. */
function postOf(row: RowView): Message[] {
  const info = row.structure('info');
  const { post = null, article = null, ...rest } = isObject(info) ? info : {};
  const text = typeof post === 'string' && post !== '' ? post : article;
  if (typeof text !== 'string') throw new RowError('"info" has no text "post" or "article"');
  const other: { [key: string]: Json } = text === post && article !== null ? { ...rest, article } : rest;
  row.keepRest('info', other);
  return [turn('user', text)];
}

function summariesOf(row: RowView): [Message[], { [key: string]: Json }][] {
  const summaries = row.structure('summaries');
  if (!Array.isArray(summaries) || summaries.length !== 2) throw new RowError('"summaries" is no list of two');
  return summaries.map((summary, at) => {
    const { text = null, ...fields } = isObject(summary) ? summary : {};
    if (typeof text !== 'string') throw new RowError(`summary ${at + 1} of "summaries" has no text`);
    const about: { [key: string]: Json } = { column: `summaries ${at + 1}` };
    if (typeof fields['policy'] === 'string') about['model'] = fields['policy'];
    if (Object.keys(fields).length > 0) about['fields'] = fields;
    return [[turn('assistant', text)], about];
  });
}
