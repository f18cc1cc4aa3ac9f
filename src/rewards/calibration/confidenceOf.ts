import { sigmoid } from '../sigmoid';

/** The probability that the Bradley-Terry model gives the response that it prefers: 0.5 to 1. NaN stays NaN. */
export function confidenceOf(margin: number): number {
  return sigmoid(Math.abs(margin));
}
