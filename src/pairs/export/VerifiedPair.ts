import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { Label } from '../../verdicts/Label';
import type { Response } from '../Item';
import type { Pair } from '../Pair';

/** The rewards that one checkpoint gave; null where a text is too long for it or not scored. */
export interface PairRewards {
  checkpoint: string;
  first: number | null;
  second: number | null;
}

/** Everything that an export says of a pair. `events` holds at least those that its label names. */
export interface LabelledPair {
  pair: Pair;
  label: Label;
  events: LedgerEvent[];
  rewards: PairRewards[];
}

/** A pair that leaves as a hard label: gold, with a preference for one side. */
export interface VerifiedPair extends LabelledPair {
  chosen: Response;
  rejected: Response;
  /** Canonical: negative, the first response is better. Never 0. */
  strength: number;
}
