import type { Message } from '../Message';
import { comparedDraft, outcomeOfScores } from './drafts';
import type { Format } from './Format';
import { isObject, turn } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isPresent, isText } from './shapes';

/** WebGPT comparisons: a question, two answers and a score of each; the higher is better, equal scores are a tie. */
export const webGpt: Format = {
  name: 'webgpt-comparisons',
  title: 'A question and two answers with scores (WebGPT comparisons)',
  matches: (columns) =>
    all(columns, (value) => isObject(value) || isText(value), 'question') &&
    all(columns, isText, 'answer_0', 'answer_1') &&
    all(columns, isPresent, 'score_0', 'score_1'),
  read(row) {
    const outcome = outcomeOfScores(row.number('score_0'), row.number('score_1'));
    const label = { score_0: row.value('score_0'), score_1: row.value('score_1') };
    return comparedDraft(
      questionOf(row),
      [
        [row.response('answer_0'), { column: 'answer_0', score: label.score_0 }],
        [row.response('answer_1'), { column: 'answer_1', score: label.score_1 }],
      ],
      outcome,
      label,
    );
  },
};

/** The text of the question; its id and its data set stay among the unread columns. */
function questionOf(row: RowView): Message[] {
  const question = row.structure('question');
  if (typeof question === 'string') return [turn('user', question)];
  const { full_text: text = null, ...rest } = isObject(question) ? question : {};
  if (typeof text !== 'string') throw new RowError('"question" has no text "full_text"');
  row.keepRest('question', rest);
  return [turn('user', text)];
}
