import type { PairedRow } from '../../../rewards/paired/comparePaired';

/** Something that a pair belongs to: a column of its row, or an attribute that a person verified. */
export interface PairSlice {
  facet: string;
  value: string;
}

/** A pair with a gold label that chooses a response, in a data set of this browser, with what two models say of it. */
export interface GoldPair extends PairedRow {
  pair: string;
  dataSet: string;
  /** Of the data set's pair index. */
  row: number;
  /** The stored item of the data set that it is of. */
  itemRow: number;
  /** Whether the older, and the newer model is done with both responses. */
  complete: readonly [boolean, boolean];
  /** Tokens of the longer response that is too long for the older, and for the newer model; 0 where none is. */
  tooLong: readonly [number, number];
  slices: PairSlice[];
}

/** All gold pairs of this browser. */
export interface GoldSet {
  pairs: GoldPair[];
  /** Gold labels that choose no response. */
  undirected: number;
  /** Gold labels of pairs that no data set of this browser holds. */
  elsewhere: number;
}

/** Whether both models have a reward for both responses: only these pairs are compared. */
export function isCompared({ older, newer }: PairedRow): boolean {
  return [...older, ...newer].every(Number.isFinite);
}

/** Whether one of the models cannot take one of the responses. */
export function isTooLong({ tooLong }: GoldPair): boolean {
  return tooLong.some((tokens) => tokens > 0);
}
