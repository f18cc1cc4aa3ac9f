import { undefinedBecause, value, type Statistic } from './Statistic';
import type { Interval } from './wilson';
import { z95 } from './z95';

/** Sums over pairs of two signed quantities, both of which change their sign when the responses change places. */
export interface SignedSums {
  pairs: number;
  xx: number;
  yy: number;
  xy: number;
}

/** A correlation with its 95 % interval; no interval with fewer than four pairs. */
export interface Correlation {
  r: Statistic;
  interval: Interval | null;
}

/**
 * Pearson's r of two signed quantities, each pair counted in both orders: both means are zero then, and which response stands
 * first changes nothing. @param names of x and y, for the reason why it is undefined
 */
export function correlation({ pairs, xx, yy, xy }: SignedSums, names: readonly [string, string]): Correlation {
  const constant = [xx, yy].findIndex((sum) => sum === 0);
  if (pairs === 0) return { r: undefinedBecause('There are no pairs here.'), interval: null };
  if (constant >= 0)
    return { r: undefinedBecause(`${names[constant] ?? ''} is the same on both sides of every pair.`), interval: null };
  return withInterval(Math.min(1, Math.max(-1, xy / Math.sqrt(xx) / Math.sqrt(yy))), pairs);
}

/**
 * The correlation of x and y with z held fixed (first order), from the three correlations over the same pairs.
 *
 * @param pairs that they were computed over
 */
export function partialCorrelation(
  [xy, xz, yz]: readonly [Statistic, Statistic, Statistic],
  pairs: number,
): Correlation {
  for (const given of [xy, xz, yz]) if (given.kind === 'undefined') return { r: given, interval: null };
  const [rxy, rxz, ryz] = [xy, xz, yz].map((given) => (given.kind === 'value' ? given.value : NaN)) as [
    number,
    number,
    number,
  ];
  const left = (1 - rxz * rxz) * (1 - ryz * ryz);
  if (left <= 0) return { r: undefinedBecause('What is held fixed says all of one of the two.'), interval: null };
  // One more quantity is held fixed: Fisher's interval counts one pair less.
  return withInterval(Math.min(1, Math.max(-1, (rxy - rxz * ryz) / Math.sqrt(left))), pairs - 1);
}

/** Fisher 1921, Metron 1, 3-32: atanh(r) is nearly normal with the variance 1 / (n - 3). */
function withInterval(r: number, n: number): Correlation {
  if (n < 4) return { r: value(r), interval: null };
  const half = z95 / Math.sqrt(n - 3);
  const centre = Math.atanh(r);
  return { r: value(r), interval: { low: Math.tanh(centre - half), high: Math.tanh(centre + half) } };
}
