import type { LabelFold } from './LabelFold';
import type { EventDraft, VerdictData } from './VerdictEvent';

/**
 * The draft of a person's verdict. A blind verdict takes the place of everything in force for its pair; one given with
 * rewards visible (keep or revise) takes the place of earlier such verdicts only and leaves the blind one in force.
 */
export function draftVerdict(fold: LabelFold, pair: string, data: VerdictData): EventDraft {
  const inForce = fold.label(pair)?.events ?? [];
  const supersedes = data.visibility === 'blind' ? inForce : inForce.filter((id) => isRevealed(fold, pair, id));
  return { type: 'verdict', pair, supersedes: [...supersedes], data };
}

function isRevealed(fold: LabelFold, pair: string, id: string): boolean {
  const event = fold.event(pair, id);
  return event?.type === 'verdict' && event.data.visibility === 'revealed';
}
