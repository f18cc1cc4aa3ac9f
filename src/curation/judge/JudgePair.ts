import type { Pair } from '../../pairs/Pair';
import type { Attributes } from '../../verdicts/VerdictEvent';

/** A pair as a judge is shown it: without any label. */
export interface JudgePair extends Pick<Pair, 'id' | 'prompt' | 'first' | 'second'> {
  attributes: Attributes;
}

/** A gold pair that is shown with its label. */
export interface JudgeExample extends JudgePair {
  better: 'first' | 'second';
}
