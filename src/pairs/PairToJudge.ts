import type { Attributes } from '../verdicts/VerdictEvent';
import type { Pair } from './Pair';

/** A pair as it is handed to whoever judges it: what its source says of it is left behind. */
export interface PairToJudge extends Omit<Pair, 'label'> {
  /** What a machine proposes as its preference attributes; null where its row says nothing of them. */
  attributes: Attributes | null;
}
