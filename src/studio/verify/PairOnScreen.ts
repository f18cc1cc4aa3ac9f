import type { PairToJudge } from '../../pairs/PairToJudge';
import type { Response } from '../../pairs/Item';
import type { Choice, VerdictData } from '../../verdicts/VerdictEvent';
import type { ScreenTime } from './ScreenTime';

/** A pair that waits to be shown: its row in the pair index, and why a person meets it. */
export interface Place {
  row: number;
  reason: string;
  /** The pair was judged before and comes again, unannounced: this response now stands on the left. */
  repeat?: VerdictData['left'];
}

/** The pair on the screen, while it is judged or after its label and rewards were revealed. */
export interface PairOnScreen extends Place {
  pair: PairToJudge;
  /** Which canonical response is A: left, or above on a narrow screen. */
  left: VerdictData['left'];
  /** `storing`: a verdict is on its way to the ledger and the screen stops at its reveal. */
  phase: 'judging' | 'storing' | 'revealed';
  /** Label or rewards were seen before any verdict in force: a verdict given now does not become gold. */
  seenBefore: boolean;
  /** The choice in force, when revealed. */
  choice: Choice | null;
  time: ScreenTime;
}

/** The two responses by side. */
export function sides({ pair, left }: Pick<PairOnScreen, 'pair' | 'left'>): { a: Response; b: Response } {
  return left === 'first' ? { a: pair.first, b: pair.second } : { a: pair.second, b: pair.first };
}
