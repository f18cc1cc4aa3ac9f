import type { Json } from '../Json';
import { comparedDraft, type Outcome } from './drafts';
import type { Draft, Format } from './Format';
import { instructionText } from './instructionPrompt';
import { turn } from './messages';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isPresent, isText } from './shapes';

const annotators = ['annotator1', 'annotator2', 'annotator3'];
const outcomes: Outcome[] = ['tie', 'first', 'second'];

/**
 * PandaLM's test set: two responses and three annotators (0 tie, 1 or 2). The label is what at least two of them say; without
 * a majority the item has none. All three votes stay in `meta.label`.
 */
export const pandaLm: Format = {
  name: 'pandalm',
  title: 'An instruction, two responses and three annotators (PandaLM)',
  matches: (columns) =>
    all(columns, isText, 'instruction', 'response1', 'response2') && all(columns, isPresent, ...annotators),
  read,
};

function read(row: RowView): Draft {
  const votes = annotators.map((annotator) => vote(row, annotator));
  const label: { [key: string]: Json } = Object.fromEntries(annotators.map((name, at) => [name, votes[at] ?? null]));
  const responses = ['response1', 'response2'].map(
    (column): [ReturnType<RowView['response']>, { [key: string]: Json }] => {
      return [row.response(column), { column }];
    },
  );
  return comparedDraft([turn('user', instructionText(row))], responses, majority(votes), label);
}

function vote(row: RowView, annotator: string): number {
  const vote = row.number(annotator);
  if (vote === 0 || vote === 1 || vote === 2) return vote;
  throw new RowError(`"${annotator}" is ${JSON.stringify(row.value(annotator))}, not 0 (tie), 1 or 2`);
}

function majority(votes: number[]): Outcome {
  const index = [0, 1, 2].find((value) => votes.filter((vote) => vote === value).length * 2 > votes.length);
  return index === undefined ? null : (outcomes[index] ?? null);
}
