import type { Interval } from '../wilson';

const z = 1.959963984540054;

/**
 * The 95 % interval of a difference of two shares over the same cases, by the cases in which only one of the two is right (Agresti
 * and Min 2005, adjusted Wald: half a case is added to each of the four cells).
 */
export function pairedDifference(
  onlyFirst: number,
  onlySecond: number,
  cases: number,
): Interval & { difference: number } {
  const [b, c, n] = [onlyFirst + 0.5, onlySecond + 0.5, cases + 2];
  const centre = (b - c) / n;
  const half = (z * Math.sqrt(Math.max(0, b + c - (b - c) ** 2 / n))) / n;
  const difference = cases === 0 ? 0 : (onlyFirst - onlySecond) / cases;
  return { difference, low: Math.max(-1, centre - half), high: Math.min(1, centre + half) };
}
