import type { Interval } from '../rewards/wilson';
import { randomNumbers } from '../verdicts/agreement/randomNumbers';
import type { Metric, ScoredItem } from './Metric';

/** Of the draws, at most so many may leave a figure without a value. */
const mostUndefined = 0.05;

/**
 * The 95 % percentile intervals of a metric's figures (Efron and Tibshirani 1993, chapter 13): in each draw as many units as
 * there are, with replacement, within each subset. The same seed and items give the same intervals.
 *
 * @returns in the order of the metric's figures; null where fewer than two units are there or too many draws have no value
 */
export function bootstrapFigures(
  scored: readonly ScoredItem[],
  metric: Metric,
  { draws, seed }: { draws: number; seed: number },
): (Interval | null)[] {
  const strata = strataOf(scored);
  const random = randomNumbers(seed);
  const columns = metric.figures.map(() => new Float64Array(draws));
  const weights = new Float64Array(scored.length);
  for (let draw = 0; draw < draws; draw++) {
    weights.fill(0);
    for (const units of strata) drawUnits(units, weights, random);
    metric.values(weights).forEach((value, at) => ((columns[at] as Float64Array)[draw] = value));
  }
  const isEnough = strata.some((units) => units.length > 1);
  return columns.map((values) => (isEnough ? intervalOf(values) : null));
}

/** By subset the units, and of each the places of its items. */
function strataOf(scored: readonly ScoredItem[]): number[][][] {
  const strata = new Map<string, Map<string, number[]>>();
  for (const [place, { item }] of scored.entries()) {
    const units = strata.get(item.subset) ?? new Map<string, number[]>();
    strata.set(item.subset, units.set(item.unit, [...(units.get(item.unit) ?? []), place]));
  }
  return [...strata.values()].map((units) => [...units.values()]);
}

function drawUnits(units: number[][], weights: Float64Array, random: () => number): void {
  for (let drawn = 0; drawn < units.length; drawn++) {
    const unit = units[Math.floor(random() * units.length)] ?? [];
    for (const place of unit) weights[place] = (weights[place] ?? 0) + 1;
  }
}

function intervalOf(values: Float64Array): Interval | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0 || sorted.length < values.length * (1 - mostUndefined)) return null;
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** Between the two values nearest to the share, in proportion. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return below + (above - below) * (place - Math.floor(place));
}
