import { margin } from './margin';
import { sigmoid } from './sigmoid';

/**
 * p = sigmoid(margin): what the Bradley-Terry model gives the chosen response, or the first where no response is chosen.
 * NaN while a reward is missing.
 */
export function probability(first: number, second: number, label: number): number {
  return sigmoid(margin(first, second, label));
}
