import { scoreInterval } from '../scoreInterval';
import type { Binning, ReliabilityBin } from '../compare/CompareViews';
import { confidenceOf } from './confidenceOf';

/** So many bins; of equally many pairs fewer, where equal confidences must stand together. */
const bins = 10;

/**
 * The reliability curve over the confidences of a model (0.5 to 1): of the pairs of each bin how sure it is of the response
 * that it prefers, and how often that is the chosen one. The same whichever response of a pair stands first.
 *
 * @param margins to the chosen response, in any order
 * @param temperature divides them
 */
export function reliabilityBins(margins: Float64Array, binning: Binning, temperature = 1): ReliabilityBin[] {
  const confidences = margins.map((margin) => confidenceOf(margin / temperature));
  const starts = binning === 'width' ? equalWidths() : equalCounts(confidences);
  const sums = starts.map(() => ({ pairs: 0, confidence: 0, right: 0 }));
  for (let at = 0; at < margins.length; at++) {
    const confidence = confidences[at] ?? 0;
    const sum = sums[binOf(confidence, starts)] as (typeof sums)[number];
    sum.pairs++;
    sum.confidence += confidence;
    sum.right += rightness(margins[at] ?? 0);
  }
  return sums.map(({ pairs, confidence, right }, at) => ({
    from: starts[at] ?? 0.5,
    to: starts[at + 1] ?? 1,
    pairs,
    confidence: pairs === 0 ? null : confidence / pairs,
    right: pairs === 0 ? null : right / pairs,
    interval: pairs === 0 ? null : scoreInterval(right / pairs, pairs),
  }));
}

/** A margin of exactly zero prefers neither: right in one of the two orders. */
function rightness(margin: number): number {
  return margin > 0 ? 1 : margin < 0 ? 0 : 0.5;
}

/** The last bin whose start is not above the confidence. */
function binOf(confidence: number, starts: readonly number[]): number {
  let bin = starts.length - 1;
  while (bin > 0 && (starts[bin] ?? 0) > confidence) bin--;
  return bin;
}

function equalWidths(): number[] {
  return Array.from({ length: bins }, (_, at) => (bins + at) / (2 * bins));
}

/** Cuts the sorted confidences into equal parts; a start that would divide equal ones is left out. */
function equalCounts(confidences: Float64Array): number[] {
  const sorted = confidences.slice().sort();
  const starts = [0.5];
  for (let bin = 1; bin < bins; bin++) {
    const start = sorted[Math.floor((bin * sorted.length) / bins)] ?? 0.5;
    if (start > (starts.at(-1) ?? 1)) starts.push(start);
  }
  return starts;
}
