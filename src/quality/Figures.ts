import type { Consistency } from './consistency';
import type { Deference } from './deference';
import type { Pace } from './pace';
import type { Share } from './Share';
import type { VerdictCounts } from './verdictCounts';

/** What a person's verdicts on one data set say of the verdicts themselves. */
export interface Figures {
  /** Pairs with a judgement; those put off are not among them. */
  judged: number;
  consistency: Consistency;
  side: Share;
  pace: Pace;
  label: Deference;
  model: Deference;
  gold: Share;
  /** Pairs of which this person gave another judgement later, of all judged ones. */
  corrected: Share;
  counts: VerdictCounts;
}
