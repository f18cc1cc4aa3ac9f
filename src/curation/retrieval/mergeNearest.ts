import { nearestFirst, type Neighbour } from './Neighbour';

/** The k nearest of all, from the k nearest of each shard of a pool; a pair that stands in several counts once, at its best. */
export function mergeNearest(shards: Iterable<readonly Neighbour[]>, k: number): Neighbour[] {
  const best = new Map<string, Neighbour>();
  for (const shard of shards)
    for (const neighbour of shard) {
      const known = best.get(neighbour.pair);
      if (known === undefined || neighbour.similarity > known.similarity) best.set(neighbour.pair, neighbour);
    }
  return [...best.values()].sort(nearestFirst).slice(0, k);
}
