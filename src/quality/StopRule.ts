/** How much more must be judged until the share of wrong labels is known well enough. */
export interface StopRule {
  /** Half the width of the interval that is asked for, as a share: 0.02 is two points. */
  target: number;
  /** Half the width of the interval now. */
  halfWidth: number;
  /** Further pairs of the random stratum until the target is met, if the share stays what it is. 0: it is met. */
  more: number;
}
