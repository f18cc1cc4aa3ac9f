import { idLength } from '../pairs/idBytes';
import { randomKey } from './randomKey';
import { sortByKey } from './sortByKey';

const buckets = 2 ** 16;

/**
 * The `count` rows that come first in the random order that the seed (`seedWord`) gives the pairs, in that order. Only rows
 * near the front are sorted: those of the first buckets that hold `count` of them.
 */
export function drawRows(pairIds: Uint8Array, rows: Uint32Array, seed: number, count: number): Uint32Array {
  if (count === 0) return new Uint32Array(0);
  const keys = new Float64Array(pairIds.length / idLength);
  const inBucket = new Uint32Array(buckets);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const key = (keys[row] = randomKey(pairIds, row, seed));
    const bucket = key >>> 16;
    inBucket[bucket] = (inBucket[bucket] ?? 0) + 1;
  }
  let [last, held] = [0, inBucket[0] ?? 0];
  while (held < count && last < buckets - 1) held += inBucket[++last] ?? 0;
  const front = new Uint32Array(held);
  let next = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    if ((keys[row] ?? 0) >>> 16 <= last) front[next++] = row;
  }
  return sortByKey(front, keys).subarray(0, count);
}
