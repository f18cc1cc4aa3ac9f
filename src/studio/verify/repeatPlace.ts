import type { LabelFold } from '../../verdicts/LabelFold';
import type { Place } from './PairOnScreen';

/**
 * The place at which a judged pair comes once more, its sides swapped and with the reason of the first time; null where it may
 * not. It may where the person met it in the queue, judged it blind and has neither kept nor revised that since.
 */
export function repeatPlace(fold: LabelFold, pair: string, row: number): Place | null {
  const verdicts = fold.ownVerdicts(pair).filter(({ data }) => data.occasion !== 'repeat');
  const [only] = verdicts;
  if (!only || verdicts.length > 1 || only.data.visibility !== 'blind' || only.data.choice.kind === 'skip') return null;
  if (only.data.queueReason === 'opened') return null;
  return { row, reason: only.data.queueReason, repeat: only.data.left === 'first' ? 'second' : 'first' };
}
