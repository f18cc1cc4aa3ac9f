import type { Interval } from '../../rewards/wilson';
import { drawCounts } from './drawCounts';
import { isDefined, type Figure } from './Figure';
import { randomNumbers } from './randomNumbers';

const draws = 1000;
/** With fewer units nothing can be drawn that says more than the figure itself. */
const fewestUnits = 10;
/** Of the draws, at most so many may leave the figure undefined. */
const mostUndefined = 0.05;

/**
 * The 95 % interval of a figure by the percentiles of 1,000 bootstrap draws of units (Efron 1979, Annals of Statistics 7, 1-26;
 * percentile interval: Efron and Tibshirani 1993, chapter 13). The same seed gives the same interval.
 *
 * @param units how many units there are of each kind; `figure` is given other numbers of the same kinds.
 * @returns null where there are fewer than 10 units, or where more than 5 % of the draws leave the figure undefined.
 */
export function bootstrap(units: Float64Array, figure: (units: Float64Array) => Figure, seed: number): Interval | null {
  if (units.reduce((sum, n) => sum + n, 0) < fewestUnits) return null;
  const random = randomNumbers(seed);
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const drawn = figure(drawCounts(units, random));
    if (isDefined(drawn)) values.push(drawn.value);
  }
  if (values.length < draws * (1 - mostUndefined)) return null;
  const sorted = Float64Array.from(values).sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** Between the two values nearest to the share, in proportion. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return below + (above - below) * (place - Math.floor(place));
}
