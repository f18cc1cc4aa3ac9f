import type { BenchFields } from '../support/Bench';
import type { Estimate } from './Estimate';
import type { LoopSummary } from './summarise';

/** A setting's figures by the names of the last line. Shares from 0 to 1; gains are differences of them. */
export function summaryFields(summary: LoopSummary): BenchFields {
  const { keep, flip, judges, models } = summary;
  return {
    label_accuracy: fieldsOf(summary.labelAccuracy),
    model_accuracy: fieldsOf(summary.modelAccuracy),
    labelled_share: fieldsOf(summary.labelled),
    wrong_labels_found: fieldsOf(summary.found),
    model_gain_over_random: fieldsOf(summary.modelGain),
    retrieval_gain: fieldsOf(summary.retrievalGain),
    keep_precision: meansOf(keep),
    flip_precision: meansOf(flip),
    keep_interval: fieldsOf(keep),
    flip_interval: fieldsOf(flip),
    kept_share: meansOf(summary.kept),
    judge_right: fieldsOf({ all: judges.right, where_shorter_is_right: judges.rightShorter }),
    order_right: fieldsOf({ ...models }),
  };
}

/** What no seed has is left out. */
function fieldsOf(estimates: Record<string, Estimate>): BenchFields {
  const known = Object.entries(estimates).filter(([, { mean }]) => !Number.isNaN(mean));
  return Object.fromEntries(known.map(([name, estimate]) => [name, { ...estimate }]));
}

function meansOf(estimates: Record<string, Estimate>): BenchFields {
  return Object.fromEntries(Object.entries(estimates).map(([name, { mean }]) => [name, mean]));
}
