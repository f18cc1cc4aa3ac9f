import { scoreInterval } from './scoreInterval';

export interface Interval {
  low: number;
  high: number;
}

/**
 * The 95 % score interval of a proportion (`scoreInterval`) from counts. With no trials it is 0 to 1: nothing is known.
 *
 * @throws RangeError where the counts are no counts of successes among trials.
 */
export function wilson(successes: number, trials: number): Interval {
  if (!Number.isInteger(successes) || !Number.isInteger(trials) || successes < 0 || successes > trials) {
    throw new RangeError(
      `A Wilson interval needs 0 <= successes <= trials in whole numbers, not ${successes} of ${trials}.`,
    );
  }
  return trials === 0 ? { low: 0, high: 1 } : scoreInterval(successes / trials, trials);
}
