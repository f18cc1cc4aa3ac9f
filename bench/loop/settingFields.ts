import type { BenchFields } from '../support/Bench';
import type { LoopSummary } from './summarise';

/** What the last line says of each setting: the full loop's figures, and those of the filters. */
export function settingFields({ labelAccuracy, labelled, modelGain, judges, keep, flip }: LoopSummary): BenchFields {
  return {
    label_accuracy: { ...labelAccuracy.full_loop },
    labelled_share: labelled.full_loop.mean,
    model_gain_over_random: { ...modelGain.full_loop },
    judge_right: judges.right.mean,
    keep_precision: { best: keep.best.mean, gold: keep.gold.mean, both: keep.both.mean, rule: keep.rule.mean },
    flip_precision: { best: flip.best.mean, gold: flip.gold.mean, both: flip.both.mean, rule: flip.rule.mean },
  };
}
