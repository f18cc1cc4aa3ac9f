import type { PairToJudge } from '../../pairs/PairToJudge';
import type { Message } from '../../pairs/Message';
import type { VerdictData } from '../../verdicts/VerdictEvent';

/** A response with its letter on the screen, and its place in canonical order. */
export interface LetteredSide {
  letter: 'A' | 'B';
  at: 0 | 1;
  messages: Message[];
}

/** Both responses of a pair in the order of the screen. */
export function sidesOf({ first, second }: PairToJudge, left: VerdictData['left']): [LetteredSide, LetteredSide] {
  const [one, other] = [first.messages, second.messages];
  return left === 'first'
    ? [
        { letter: 'A', at: 0, messages: one },
        { letter: 'B', at: 1, messages: other },
      ]
    : [
        { letter: 'A', at: 1, messages: other },
        { letter: 'B', at: 0, messages: one },
      ];
}
