import type { Binning, Reliability } from '../compare/CompareViews';
import { undefinedBecause } from '../Statistic';
import { bestTemperature } from './bestTemperature';
import { brierScore } from './brierScore';
import { calibrationError } from './calibrationError';
import { logLoss } from './logLoss';
import { reliabilityBins } from './reliabilityBins';

/** How far a model is as sure as it is right, and what a temperature would mend. @param margins to the chosen response */
export function calibrationOf(margins: Float64Array, binning: Binning): Reliability {
  const bins = reliabilityBins(margins, binning);
  const temperature = bestTemperature(margins);
  const best = temperature.kind === 'value' ? temperature.value : null;
  const why = temperature.kind === 'undefined' ? undefinedBecause(temperature.why) : null;
  return {
    pairs: margins.length,
    bins,
    ece: calibrationError(bins),
    brier: brierScore(margins),
    logLoss: logLoss(margins),
    temperature,
    eceAfter: why ?? calibrationError(reliabilityBins(margins, binning, best ?? 1)),
    logLossAfter: why ?? logLoss(margins, best ?? 1),
  };
}
