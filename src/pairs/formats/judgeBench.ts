import { comparedDraft, type Outcome } from './drafts';
import type { Format } from './Format';
import { RowError } from './RowError';
import { all, isText } from './shapes';

const outcomes = new Map<string, Outcome>([
  ['A>B', 'first'],
  ['B>A', 'second'],
  ['A=B', 'tie'],
]);

/** JudgeBench: a question, two responses of one model and which of them is right. */
export const judgeBench: Format = {
  name: 'judgebench',
  title: 'A question, responses A and B, and A>B or B>A (JudgeBench)',
  matches: (columns) => all(columns, isText, 'question', 'response_A', 'response_B', 'label'),
  read(row) {
    const label = row.text('label');
    const outcome = outcomes.get(label);
    if (outcome === undefined) throw new RowError(`"label" is ${JSON.stringify(label)}, not A>B, B>A or A=B`);
    return comparedDraft(
      row.prompt('question'),
      [
        [row.response('response_A'), { column: 'response_A' }],
        [row.response('response_B'), { column: 'response_B' }],
      ],
      outcome,
      label,
    );
  },
};
