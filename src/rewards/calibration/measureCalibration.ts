import type { ReliabilityBin } from '../compare/CompareViews';
import { scoreInterval } from '../scoreInterval';
import { undefinedBecause, value, type Statistic } from '../Statistic';
import { noLabelledPair } from './noLabelledPair';

export interface Calibration {
  bins: ReliabilityBin[];
  /**
   * Expected calibration error (Naeini et al. 2015, AAAI): over the bins the distance of mean confidence and share of right
   * ones, weighted by their pairs. It depends on how the bins are cut.
   */
  ece: Statistic;
  /** Mean of (1 - p)^2 (Brier 1950, Monthly Weather Review 78, 1-3, in the half form for two outcomes: 0 to 1). */
  brier: Statistic;
  /** Mean of -log p. */
  logLoss: Statistic;
}

const leastProduct = 1e-100;

interface Sums {
  pairs: number;
  confidence: number;
  right: number;
}

/**
 * How sure a model is and how often it is right, p = sigmoid(margin / temperature) being what it gives the chosen response. The
 * same whichever response of a pair stands first. One pass: it is done while somebody drags a brush.
 *
 * @param margins to the chosen response, ascending by size
 * @param starts of the bins of confidence, ascending from 0.5; the last bin ends at 1
 */
export function measureCalibration(margins: Float64Array, starts: readonly number[], temperature: number): Calibration {
  const sums = starts.map<Sums>(() => ({ pairs: 0, confidence: 0, right: 0 }));
  let [bin, squares, losses, product] = [0, 0, 0, 1];
  for (let at = 0; at < margins.length; at++) {
    const margin = (margins[at] ?? 0) / temperature;
    const confidence = 1 / (1 + Math.exp(-Math.abs(margin)));
    while (bin + 1 < starts.length && (starts[bin + 1] ?? 1) <= confidence) bin++;
    const sum = sums[bin] as Sums;
    sum.pairs++;
    sum.confidence += confidence;
    // A margin of exactly zero prefers neither: right in one of the two orders.
    sum.right += margin > 0 ? 1 : margin < 0 ? 0 : 0.5;
    squares += (margin < 0 ? confidence : 1 - confidence) ** 2;
    // -log(1 - c) is -log(c) and the size of the margin.
    if (margin < 0) losses -= margin;
    product *= confidence;
    // One logarithm for many factors of 0.5 to 1: the product stays far from what a double cannot hold.
    if (product < leastProduct) {
      losses -= Math.log(product);
      product = 1;
    }
  }
  losses -= Math.log(product);
  const mean = (sum: number) => (margins.length === 0 ? undefinedBecause(noLabelledPair) : value(sum / margins.length));
  const bins = sums.map((sum, at) => binOf(sum, starts[at] ?? 0.5, starts[at + 1] ?? 1));
  const apart = sums.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0);
  return { bins, ece: mean(apart), brier: mean(squares), logLoss: mean(losses) };
}

function binOf({ pairs, confidence, right }: Sums, from: number, to: number): ReliabilityBin {
  if (pairs === 0) return { from, to, pairs, confidence: null, right: null, interval: null };
  const share = right / pairs;
  return { from, to, pairs, confidence: confidence / pairs, right: share, interval: scoreInterval(share, pairs) };
}
