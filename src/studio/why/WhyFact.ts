import type { Agreement } from '../../rewards/agreement';

/** What one model says of a pair as a whole. */
export interface WhyFact {
  title: string;
  /** Rewards by the letters of the screen; null while they are not known. */
  a: number | null;
  b: number | null;
  /** Null where the label chooses no response, or a reward is missing. */
  agreement: Agreement | null;
  /** Why there is nothing to show, in a sentence; null where there is. */
  note: string | null;
}
