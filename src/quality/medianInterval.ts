import type { Interval } from '../rewards/wilson';

const z = 1.959963984540054;

/**
 * The median with its distribution-free interval of at least about 95 %: two order statistics around the middle, their ranks
 * from the binomial distribution by its normal approximation (Conover, Practical Nonparametric Statistics, section 3.2). With
 * fewer than six values no two of them reach 95 %: the interval is null.
 *
 * @param values finite, in any order, at least one.
 */
export function medianInterval(values: readonly number[]): { median: number; interval: Interval | null } {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const at = (rank: number): number => sorted[Math.min(Math.max(rank, 1), n) - 1] ?? NaN;
  const median = (at(Math.floor((n + 1) / 2)) + at(Math.ceil((n + 1) / 2))) / 2;
  if (n < 6) return { median, interval: null };
  const half = (z * Math.sqrt(n)) / 2;
  return { median, interval: { low: at(Math.floor(n / 2 - half)), high: at(Math.ceil(n / 2 + 1 + half)) } };
}
