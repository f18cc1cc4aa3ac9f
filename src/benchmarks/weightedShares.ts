import type { ScoredItem } from './Metric';

/** Places of items by a name that they have, in the order in which the names are first met. */
export function placesBy(
  scored: readonly ScoredItem[],
  nameOf: (one: ScoredItem) => string | null,
): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, one] of scored.entries()) {
    const name = nameOf(one);
    if (name === null) continue;
    const known = places.get(name);
    if (known) known.push(place);
    else places.set(name, [place]);
  }
  return places;
}

/** Mean of the values at these places, each as often as its weight says; NaN where none counts. */
export function weightedMean(values: Float64Array, weights: Float64Array, places: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (const place of places) {
    const weight = weights[place] ?? 0;
    sum += weight * (values[place] ?? 0);
    count += weight;
  }
  return count === 0 ? NaN : sum / count;
}

/** Plain mean of those that are numbers; NaN where none is. What is not there does not count as 0. */
export function meanOfPresent(values: readonly number[]): number {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.length === 0 ? NaN : present.reduce((sum, value) => sum + value, 0) / present.length;
}
