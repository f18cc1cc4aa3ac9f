import { bootstrap } from '../../src/verdicts/agreement/bootstrap';

/** A mean over seeds with its 95 % interval; null with fewer than ten seeds. */
export type Estimate = {
  mean: number;
  low: number | null;
  high: number | null;
};

/** The mean of one figure a seed, and the interval by the percentiles of a bootstrap over seeds. NaN: that seed has none. */
export function estimateOf(values: readonly number[]): Estimate {
  const known = values.filter((value) => !Number.isNaN(value));
  const meanOf = (counts: ArrayLike<number>): number => {
    let [sum, all] = [0, 0];
    known.forEach((value, at) => {
      sum += (counts[at] ?? 0) * value;
      all += counts[at] ?? 0;
    });
    return sum / all;
  };
  const once = new Float64Array(known.length).fill(1);
  const interval = bootstrap(once, (drawn) => ({ value: meanOf(drawn) }), 1);
  return { mean: meanOf(once), low: interval?.low ?? null, high: interval?.high ?? null };
}
