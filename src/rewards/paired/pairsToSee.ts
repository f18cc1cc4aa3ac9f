import { z95 } from '../z95';

/** The 80 % point of the standard normal distribution: four of five such comparisons find the difference. */
const z80 = 0.8416212335729143;

/**
 * How many pairs it takes for a difference of two models' accuracies on the same pairs to be found in four of five comparisons, by
 * a two-sided test at 5 % (Connor 1987, Biometrics 43, 207-211, formula for the paired design).
 *
 * @param difference of the accuracies, in -1..1, not 0
 * @param apart the share of pairs on which only one of the two is right; at least the size of the difference
 * @throws RangeError where the two cannot go together.
 */
export function pairsToSee(difference: number, apart: number): number {
  const size = Math.abs(difference);
  if (!(size > 0 && size <= apart && apart <= 1))
    throw new RangeError(
      `A difference of ${difference} needs a share of pairs that tell the models apart of at least its size and at most 1, not ${apart}.`,
    );
  const root = z95 * Math.sqrt(apart) + z80 * Math.sqrt(apart - size ** 2);
  return Math.ceil((root / size) ** 2);
}
