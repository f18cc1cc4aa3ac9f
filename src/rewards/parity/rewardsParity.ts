import { undefinedBecause, value, type Statistic } from '../Statistic';
import type { Parity } from './Parity';

/** Rewards of the same responses from two runs, with a row of a pair that shows each. */
export interface ScoredTwice {
  here: readonly number[];
  reference: readonly number[];
  rows: readonly number[];
}

/** How the rewards themselves agree. */
export function rewardsParity(scored: ScoredTwice): Pick<Parity, 'responses' | 'correlation' | 'largest' | 'mean'> {
  const { here, reference, rows } = scored;
  const responses = here.length;
  if (responses === 0) {
    const correlation = undefinedBecause('No response has a reward from both.');
    return { responses, correlation, largest: null, mean: null };
  }
  let [largest, row] = [-1, 0];
  for (const [at, one] of here.entries()) {
    const difference = Math.abs(one - (reference[at] ?? NaN));
    if (difference > largest) [largest, row] = [difference, rows[at] ?? 0];
  }
  const mean = meanOf(here) - meanOf(reference);
  return { responses, correlation: pearson(here, reference), largest: { difference: largest, row }, mean };
}

/** Pearson's r, from sums around the means: rewards may lie far from zero. */
function pearson(here: readonly number[], reference: readonly number[]): Statistic {
  if (here.length < 2) return undefinedBecause('One response has no correlation.');
  const constant = [here, reference].findIndex((values) => values.every((one) => one === values[0]));
  if (constant >= 0)
    return undefinedBecause(`${constant === 0 ? 'This run' : 'The reference'} gives every response the same reward.`);
  const [mx, my] = [meanOf(here), meanOf(reference)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [at, one] of here.entries()) {
    const [x, y] = [one - mx, (reference[at] ?? NaN) - my];
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return value(Math.min(1, Math.max(-1, xy / Math.sqrt(xx) / Math.sqrt(yy))));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
