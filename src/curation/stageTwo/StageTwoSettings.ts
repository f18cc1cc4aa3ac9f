/** What stage 2 may be told. The defaults are the paper's rule, without recycling. */
export interface StageTwoSettings {
  /**
   * Half the width of the band around 0.5 in which the best reward model is not believed, 0 to below 0.5: it agrees with a label where
   * p > 0.5 + band. The paper's third figure sends pairs "close to 0.5" to the judges and gives no width.
   */
  band: number;
  /** Whether discarded pairs come back with chosen and rejected swapped. Only the paper's 40M model uses them. */
  flip: boolean;
  /** Of the discarded, only those that the gold model gives at most this p are flipped; 1: all, as the paper has it. */
  flipAtMost: number;
}

export const usualStageTwo: StageTwoSettings = { band: 0, flip: false, flipAtMost: 1 };

/** The settings as margins, so that rows are compared without an exponential each. */
export interface StageTwoBars {
  /** The best model agrees above this margin. */
  best: number;
  /** The gold model agrees above this margin: p > 0.5. */
  gold: number;
  /** Discarded pairs are flipped up to this margin of the gold model; -Infinity: none is. */
  flip: number;
}

/** @throws RangeError where a setting is out of its range. */
export function barsOf({ band, flip, flipAtMost }: StageTwoSettings): StageTwoBars {
  if (!(band >= 0 && band < 0.5)) throw new RangeError(`The band must be from 0 to below 0.5; it is ${band}.`);
  if (!(flipAtMost >= 0 && flipAtMost <= 1))
    throw new RangeError(`flipAtMost must be from 0 to 1; it is ${flipAtMost}.`);
  return { best: logit(0.5 + band), gold: 0, flip: flip ? logit(flipAtMost) : -Infinity };
}

/** The margin whose sigmoid is p: 0 at 0.5, infinite at 0 and 1. */
function logit(p: number): number {
  return Math.log(p) - Math.log1p(-p);
}
