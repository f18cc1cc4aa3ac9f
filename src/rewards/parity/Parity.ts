import type { Statistic } from '../Statistic';
import type { Interval } from '../wilson';

/** Pairs whose margin changes its sign, of those whose margin in the reference run is above some size. */
export interface FlipsAbove {
  /** The size as a share of the spread of the reference's margins, and as a margin. */
  share: number;
  margin: number;
  pairs: number;
  flips: number;
  /** Of the share of flips: Wilson, 95 %. */
  interval: Interval;
}

/** How one run's rewards of a data set stand to those of a reference run. */
export interface Parity {
  /** Different responses that both runs have scored. Only these are compared. */
  responses: number;
  /** Responses that only one of the runs has scored. */
  onlyHere: number;
  onlyReference: number;
  /** Pearson's r of the rewards. */
  correlation: Statistic;
  /** The largest absolute difference of two rewards, with the row of a pair that shows the response; null without responses. */
  largest: { difference: number; row: number } | null;
  /** Of reward here less reward of the reference; null without responses. A shift of all rewards changes no margin. */
  mean: number | null;
  /** Pairs with a margin from both runs. */
  pairs: number;
  /** The root of the mean square of the reference's margins; null without pairs. */
  spread: number | null;
  /** The same of the changes of margins. */
  change: number | null;
  /** By size of the margin, from any size on. A margin of zero has no sign to change. */
  flips: FlipsAbove[];
}
