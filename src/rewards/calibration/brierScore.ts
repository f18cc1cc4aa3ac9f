import { sigmoid } from '../sigmoid';
import { undefinedBecause, value, type Statistic } from '../Statistic';
import { noLabelledPair } from './noLabelledPair';

/**
 * Mean of (1 - p)^2, p = sigmoid(margin) being what the model gives the chosen response (Brier 1950, Monthly Weather Review 78,
 * 1-3, in the half form for two outcomes: 0 to 1). @param margins to the chosen response
 */
export function brierScore(margins: Float64Array): Statistic {
  if (margins.length === 0) return undefinedBecause(noLabelledPair);
  let sum = 0;
  for (const margin of margins) sum += sigmoid(-margin) ** 2;
  return value(sum / margins.length);
}
