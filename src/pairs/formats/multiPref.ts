import type { Json } from '../Json';
import { comparedDraft, type Outcome } from './drafts';
import type { Format } from './Format';
import { isObject } from './messages';
import type { RowView } from './RowView';
import { all, isText, isWrittenListWith } from './shapes';

const groups = ['normal_worker_annotations', 'expert_worker_annotations'];
const preference = /^(A|B)-is-(?:slightly|clearly)-better$/i;

/**
 * MultiPref, the full set: two completions and the annotations of two crowd workers and two experts. The label is what more
 * than half of them prefer overall (the strengths aside), a tie where more than half say so, and none where no side has more
 * than half. All annotations stay in `meta.label`.
 */
export const multiPref: Format = {
  name: 'multipref',
  title: 'Two completions and the annotations of workers and experts (MultiPref)',
  matches: (columns) =>
    all(columns, isText, 'text', 'completion_a', 'completion_b') &&
    all(columns, isWrittenListWith('overall_pref'), ...groups),
  read(row) {
    const label: { [key: string]: Json } = Object.fromEntries(groups.map((group) => [group, row.structure(group)]));
    const outcome = majority(Object.values(label).flatMap(votesOf));
    const sides = (['a', 'b'] as const).map((side) => sideOf(row, side));
    return comparedDraft(row.prompt('text'), sides, outcome, label);
  },
};

function sideOf(row: RowView, side: 'a' | 'b'): [ReturnType<RowView['response']>, { [key: string]: Json }] {
  const model = row.peek(`model_${side}`);
  const column = `completion_${side}`;
  return [row.response(column), { column, ...(model === null ? {} : { model }) }];
}

function votesOf(annotations: Json): Outcome[] {
  return Array.isArray(annotations) ? annotations.map(voteOf) : [];
}

function voteOf(annotation: Json): Outcome {
  const said = isObject(annotation) ? annotation['overall_pref'] : null;
  if (typeof said !== 'string') return null;
  const side = preference.exec(said.trim())?.[1]?.toUpperCase();
  if (side === undefined) return /^tie$/i.test(said.trim()) ? 'tie' : null;
  return side === 'A' ? 'first' : 'second';
}

function majority(votes: Outcome[]): Outcome {
  const outcomes: Outcome[] = ['first', 'second', 'tie'];
  return outcomes.find((outcome) => votes.filter((vote) => vote === outcome).length * 2 > votes.length) ?? null;
}
