import type { Verdict } from '../verdicts/verdictsInForce';
import type { Outcome } from '../verdicts/outcomeOf';

/** What the data set and the model in use say of a pair. Read only for pairs that this person has judged. */
export interface PairFacts {
  /** `labelCodes`: what the source says. */
  label: number;
  /** reward(first) - reward(second); NaN while a reward is missing. */
  margin: number;
  category: string;
  /** Where the pair stands in the data set's random order, from 0 to 1; NaN where that order is not known. */
  place: number;
}

/** One pair that this person judged or put off, as far as the quality of the verdicts is concerned. */
export interface JudgedPair extends PairFacts {
  /** The oldest of this person's verdicts in force that is neither a repeat nor an adjudication; a skip only where there is no other. */
  first: Verdict;
  /** The blind judgement in force; null where every one was given with label or rewards visible, or the pair is put off. */
  blind: Verdict | null;
  /** The newest verdict in force that was given after the reveal. */
  revealed: Verdict | null;
  /** The same pair once more with swapped sides, oldest first. */
  repeats: Verdict[];
  /** Whether the pair came to this person first as one of the random stratum. */
  drawn: boolean;
  /** Whether this person ever gave another judgement of it, strength included. */
  corrected: boolean;
  /** What others say of it with certainty, `knownOutcome`; null where nothing is known. */
  known: Outcome | null;
}
