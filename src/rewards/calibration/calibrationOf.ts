import type { Binning, Reliability } from '../compare/CompareViews';
import { undefinedBecause } from '../Statistic';
import { bestTemperature } from './bestTemperature';
import { binStarts } from './binStarts';
import { measureCalibration } from './measureCalibration';

/**
 * How far a model is as sure as it is right, and what a temperature would mend.
 *
 * @param margins to the chosen response, ascending by size
 */
export function calibrationOf(margins: Float64Array, binning: Binning): Reliability {
  const measured = (temperature: number) =>
    measureCalibration(margins, binStarts(margins, binning, temperature), temperature);
  const [now, temperature] = [measured(1), bestTemperature(margins)];
  if (temperature.kind === 'undefined') {
    const why = undefinedBecause(temperature.why);
    return { pairs: margins.length, ...now, temperature, eceAfter: why, logLossAfter: why };
  }
  const after = measured(temperature.value);
  return { pairs: margins.length, ...now, temperature, eceAfter: after.ece, logLossAfter: after.logLoss };
}
