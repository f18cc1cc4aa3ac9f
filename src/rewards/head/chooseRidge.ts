import type { HeldOut } from './crossValidate';

export interface ChosenRidge {
  /** Into the ridges: the one with the smallest held-out loss over all folds, for the head that is used. */
  best: number;
  /** Each pair's held-out margin, for the accuracy. */
  margins: Float64Array;
}

/**
 * Chooses the ridge by held-out loss. For the accuracy each fold takes the ridge that is best on the other folds, so that no pair
 * has a say in the ridge that it is judged by.
 */
export function chooseRidge({ margins, losses }: HeldOut, fold: Uint8Array): ChosenRidge {
  const without = (losses: Float64Array, left: number | null): number =>
    losses.reduce((sum, loss, at) => (at === left ? sum : sum + loss), 0);
  const bestWithout = (left: number | null): number => smallest(losses.map((ofRidge) => without(ofRidge, left)));
  const byFold = new Map<number, number>();
  const chosen = Float64Array.from(fold, (held, row) => {
    const ridge = byFold.get(held) ?? bestWithout(held);
    byFold.set(held, ridge);
    return margins[ridge]?.[row] ?? 0;
  });
  return { best: bestWithout(null), margins: chosen };
}

function smallest(values: number[]): number {
  return values.indexOf(Math.min(...values));
}
