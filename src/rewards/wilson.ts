export interface Interval {
  low: number;
  high: number;
}

/** The 97.5 % point of the standard normal distribution: two-sided 95 %. */
const z = 1.959963984540054;

/**
 * The 95 % score interval of a proportion (Wilson 1927, without continuity correction). With no trials it is 0 to 1:
 * nothing is known.
 *
 * @throws RangeError where the counts are no counts of successes among trials.
 */
export function wilson(successes: number, trials: number): Interval {
  if (!Number.isInteger(successes) || !Number.isInteger(trials) || successes < 0 || successes > trials) {
    throw new RangeError(
      `A Wilson interval needs 0 <= successes <= trials in whole numbers, not ${successes} of ${trials}.`,
    );
  }
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const denominator = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / denominator;
  const half = (z / denominator) * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2);
  // At the ends the exact value is 0 or 1; rounding must not step over it.
  return { low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half };
}
