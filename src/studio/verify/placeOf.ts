import type { VerdictData } from '../../verdicts/VerdictEvent';
import type { Place } from './PairOnScreen';

/** Where a verdict was given: going back there shows the same. */
export function placeOf(row: number, { queueReason, occasion, left }: VerdictData): Place {
  return { row, reason: queueReason, ...(occasion === 'repeat' && { repeat: left }) };
}
