import type { Choice } from './VerdictEvent';

/** What the verdicts of a pair fold to. */
export interface Label {
  pair: string;
  choice: Choice;
  /** Gold: human-verified and blind. Otherwise the verdict stands, but it never leaves as gold. */
  gold: boolean;
  /** Ids of all events that are in force for this pair, oldest first: a blind verdict and, after the reveal, its revision. */
  events: string[];
}
