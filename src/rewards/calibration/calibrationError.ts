import type { ReliabilityBin } from '../compare/CompareViews';
import { undefinedBecause, value, type Statistic } from '../Statistic';
import { noLabelledPair } from './noLabelledPair';

/**
 * Expected calibration error (Naeini et al. 2015, AAAI): over the bins the distance of mean confidence and share of right
 * ones, weighted by their pairs. It depends on how the bins are cut, which is why that is always said beside it.
 */
export function calibrationError(bins: readonly ReliabilityBin[]): Statistic {
  const pairs = bins.reduce((sum, bin) => sum + bin.pairs, 0);
  if (pairs === 0) return undefinedBecause(noLabelledPair);
  return value(
    bins.reduce((sum, bin) => sum + bin.pairs * Math.abs((bin.confidence ?? 0) - (bin.right ?? 0)), 0) / pairs,
  );
}
