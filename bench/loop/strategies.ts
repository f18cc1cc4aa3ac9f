import { retrieveFromPool } from '../../src/curation/retrieval/retrieveFromPool';
import { nearestFirst, type Neighbour } from '../../src/curation/retrieval/Neighbour';
import { seededShare } from '../../src/curation/seededShare';
import { sigmoid } from '../../src/rewards/sigmoid';
import type { LoopPair } from './LoopPair';

/** What a strategy may know when it chooses pairs. */
export interface Round {
  pairs: readonly LoopPair[];
  /** Rows of the pool that nobody has labelled. */
  free: readonly number[];
  /** Rows with a gold label, and that label times the best model's margin; the model was not trained on them. */
  gold: readonly { row: number; margin: number }[];
  /** Of the best model, by row. */
  margins: Float64Array;
  /** At most so many. */
  most: number;
  seed: string;
}

/** Rows to label, the most wanted first. */
export type Choose = (round: Round) => number[];

export const chooseRandom: Choose = ({ pairs, free, most, seed }) => {
  const place = new Map(free.map((row) => [row, seededShare(seed, 'random', pairs[row]?.id ?? '')]));
  return [...free].sort((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0)).slice(0, most);
};

export const chooseLowMargin: Choose = ({ free, margins, most }) =>
  [...free].sort((one, other) => Math.abs(margins[one] ?? 0) - Math.abs(margins[other] ?? 0)).slice(0, most);

/** R1; where it finds fewer than are wanted, others by chance follow. */
export const chooseByErrors: Choose = (round) => {
  const { pairs, free, gold, most } = round;
  const rowOf = new Map(free.map((row) => [pairs[row]?.id ?? '', row]));
  const goldRowOf = new Map(gold.map(({ row }) => [pairs[row]?.id ?? '', row]));
  const { found } = retrieveFromPool(
    gold.map(({ row, margin }) => ({ pair: pairs[row]?.id ?? '', p: sigmoid(margin) })),
    (pair) => nearest(pairs, goldRowOf.get(pair) ?? 0, free),
    { most, isFree: (pair) => rowOf.has(pair) },
  );
  const rows = found.flatMap(({ pair }) => rowOf.get(pair) ?? []);
  const taken = new Set(rows);
  const others = chooseRandom({ ...round, free: free.filter((row) => !taken.has(row)), most: most - rows.length });
  return [...rows, ...others];
};

function nearest(pairs: readonly LoopPair[], query: number, rows: readonly number[]): Neighbour[] {
  const from = pairs[query]?.embedding ?? new Float32Array(0);
  return rows
    .map((row) => {
      const { id = '', embedding = from } = pairs[row] ?? {};
      return { pair: id, similarity: from.reduce((sum, value, at) => sum + value * (embedding[at] ?? 0), 0) };
    })
    .sort(nearestFirst);
}
