import type { Share } from './Share';
import type { StopRule } from './StopRule';

/** How many of the labels of a data set are wrong, from the random stratum alone. */
export interface NoiseEstimate {
  /** Labelled pairs of the data set whose label chooses a response. */
  population: number;
  /** Those of the random stratum that were met. */
  drawn: number;
  /** Drawn and left out: put off, judged with label or rewards in sight, undecidable, or one on which reasonable people differ. */
  left: { putOff: number; revealed: number; undecidable: number; divergent: number };
  /** Drawn, judged blind, and the verdict says which way: how many prefer the response that the label rejects. */
  wrong: Share;
  /** The same with ties and "both bad", where the verdict does not support the label either. */
  unsupported: Share;
  /** Null while there is no share. */
  stop: StopRule | null;
}
