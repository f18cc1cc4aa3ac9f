import { scoreInterval } from '../rewards/scoreInterval';
import type { Interval } from '../rewards/wilson';

/**
 * The 95 % score interval of a share that was seen in a sample without replacement of a finite population. The finite
 * population correction (Cochran, Sampling Techniques, section 2.6: the variance is smaller by (N - n) / (N - 1)) counts the
 * sample as n (N - 1) / (N - n) trials; with the whole population in it the share is exact.
 *
 * @param sample above 0. @param population at least as many.
 */
export function finiteInterval(share: number, sample: number, population: number): Interval {
  if (sample >= population) return { low: share, high: share };
  return scoreInterval(share, (sample * (population - 1)) / (population - sample));
}
