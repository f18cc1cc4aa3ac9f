import { softplus } from '../head/residuals';
import { undefinedBecause, value, type Statistic } from '../Statistic';
import { noLabelledPair } from './noLabelledPair';

/** Mean of -log p, p = sigmoid(margin / temperature) being what the model gives the chosen response. @param margins to it */
export function logLoss(margins: Float64Array, temperature = 1): Statistic {
  if (margins.length === 0) return undefinedBecause(noLabelledPair);
  let sum = 0;
  for (const margin of margins) sum += softplus(-margin / temperature);
  return value(sum / margins.length);
}
