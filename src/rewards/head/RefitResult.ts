import type { Interval } from '../wilson';

export interface HeldOutShare {
  correct: number;
  of: number;
  share: number;
  /** Wilson, 95 %. */
  interval: Interval;
}

/** A refitted head and what it is worth, all measured on the same pairs, each held out when its head was fitted. */
export interface RefitResult {
  pairs: number;
  prompts: number;
  folds: number;
  /** Relative to the mean squared length of a difference. */
  ridge: number;
  /** `[width]`: margin = head . (state(first) - state(second)). Fitted on all pairs. */
  head: Float64Array;
  refit: HeldOutShare;
  /** The model as it is, on those of the pairs that it has scored; null where it has scored none. Margins of zero are not correct. */
  model: HeldOutShare | null;
  /** Heads that were fitted to sides drawn by lot, on the same held-out verdicts: their mean, and where 95 % of them lie. */
  control: { mean: number; range: Interval };
  /** Accuracy of the refit less that of the model, on the pairs that the model has scored; null where there are none. */
  gain: (Interval & { difference: number }) | null;
}
