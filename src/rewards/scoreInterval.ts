import type { Interval } from './wilson';
import { z95 } from './z95';

/**
 * The 95 % score interval of a share (Wilson 1927, without continuity correction).
 *
 * @param share in 0..1
 * @param trials above 0; it need not be whole, where a correction has changed the number that counts.
 */
export function scoreInterval(share: number, trials: number): Interval {
  const denominator = 1 + z95 ** 2 / trials;
  const centre = (share + z95 ** 2 / (2 * trials)) / denominator;
  const half = (z95 / denominator) * Math.sqrt((share * (1 - share)) / trials + (z95 / (2 * trials)) ** 2);
  // At the ends the exact value is 0 or 1; rounding must not step over it.
  return { low: share === 0 ? 0 : centre - half, high: share === 1 ? 1 : centre + half };
}
