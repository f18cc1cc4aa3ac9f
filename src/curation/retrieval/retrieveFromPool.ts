import { retrievalK } from '../retrievalK';
import type { Neighbour } from './Neighbour';
import { usualRetrieval, type RetrievalSettings } from './RetrievalSettings';

/** A gold pair, and the probability that the best reward model gives its label. */
export interface ScoredGold {
  pair: string;
  /** NaN: the model has not scored it. */
  p: number;
}

/** The pairs of the pool near a gold pair, the nearest first, as many as there are or are known. */
export type NeighboursOf = (pair: string) => Iterable<Neighbour>;

export interface RetrievedPair extends Neighbour {
  /** The gold pair that asked for it first, and its p. */
  by: string;
  p: number;
}

export interface PoolRetrieval {
  /** In the order in which they were found. */
  found: RetrievedPair[];
  /** Gold pairs that asked, had no need to (k = 0), and could not, since they have no reward. */
  asked: number;
  sure: number;
  unscored: number;
  /** Of those that asked, how many got fewer than k: threshold or pool ended first. */
  short: number;
  /** Gold pairs that nobody asked any more, since `most` was reached. */
  left: number;
}

export interface PoolOptions extends Partial<RetrievalSettings> {
  /** Pairs an iteration, at most. */
  most?: number;
  /** Pairs that are not for the taking: labelled already, contaminated, disputed. They count as none. */
  isFree?: (pair: string) => boolean;
}

/**
 * R1 of arXiv 2507.01352 (stage 1, retrieval; third version): gold pairs on which the best reward model is wrong or unsure ask the
 * pool for pairs like them, each for `retrievalK(p)`. Those with the lowest p ask first; of equal ones the smaller id.
 */
export function retrieveFromPool(
  gold: readonly ScoredGold[],
  neighboursOf: NeighboursOf,
  options: PoolOptions = {},
): PoolRetrieval {
  const { most = Infinity, isFree = () => true, ...settings } = options;
  const scored = gold.filter(({ p }) => !Number.isNaN(p));
  const asking = scored.filter(({ p }) => retrievalK(p) > 0).sort(surestLast);
  const found = new Map<string, RetrievedPair>();
  let [asked, short] = [0, 0];
  for (const { pair, p } of asking) {
    if (found.size >= most) break;
    asked++;
    const free = freeNeighbours(neighboursOf(pair), pair, isFree);
    if (!take(found, free, { pair, p }, { ...usualRetrieval, ...settings, most })) short++;
  }
  return {
    found: [...found.values()],
    asked,
    sure: scored.length - asking.length,
    unscored: gold.length - scored.length,
    short,
    left: asking.length - asked,
  };
}

function surestLast(one: ScoredGold, other: ScoredGold): number {
  return one.p - other.p || (one.pair < other.pair ? -1 : 1);
}

function* freeNeighbours(
  neighbours: Iterable<Neighbour>,
  own: string,
  isFree: (pair: string) => boolean,
): Generator<Neighbour> {
  for (const neighbour of neighbours) if (neighbour.pair !== own && isFree(neighbour.pair)) yield neighbour;
}

/** Takes up to k neighbours of one query; false where there were fewer. */
function take(
  found: Map<string, RetrievedPair>,
  neighbours: Iterable<Neighbour>,
  { pair: by, p }: ScoredGold,
  { threshold, repeats, most }: RetrievalSettings & { most: number },
): boolean {
  let open = retrievalK(p);
  for (const neighbour of neighbours) {
    if (open === 0 || found.size >= most) return true;
    if (threshold !== null && neighbour.similarity < threshold) break;
    const isNew = !found.has(neighbour.pair);
    if (isNew) found.set(neighbour.pair, { ...neighbour, by, p });
    if (isNew || repeats === 'count') open--;
  }
  return open === 0 || found.size >= most;
}
