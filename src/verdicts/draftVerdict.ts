import type { LabelFold } from './LabelFold';
import type { EventDraft, VerdictData } from './VerdictEvent';

/**
 * The draft of a person's verdict. A blind verdict takes the place of everything of this person that is in force for its
 * pair; one given with rewards visible (keep or revise) takes the place of earlier such verdicts only and leaves the blind
 * one in force. A repeat takes no place at all, and an adjudication that of this person's earlier adjudications.
 */
export function draftVerdict(fold: LabelFold, pair: string, data: VerdictData): EventDraft {
  const replaced = fold.ownVerdicts(pair).filter((verdict) => isReplaced(verdict.data, data));
  return { type: 'verdict', pair, supersedes: replaced.map(({ id }) => id), data };
}

function isReplaced(before: VerdictData, by: VerdictData): boolean {
  const [was, is] = [before.occasion ?? 'queue', by.occasion ?? 'queue'];
  if (is === 'repeat' || was !== is) return false;
  return by.visibility === 'blind' || before.visibility === 'revealed';
}
