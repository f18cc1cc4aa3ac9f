import type { Item } from './Item';
import type { Json } from './Json';
import type { Pair } from './Pair';
import { pairOf } from './pairOf';

/**
 * Two responses of an item as a pair, once for each label that the source gives it: more than one only where rows of the
 * source contradict each other (`meta.repeats`), the label of the first row first.
 *
 * @throws RangeError where the item has no such responses in this order.
 */
export function labelledPairs(item: Item, first: number, second: number): Pair[] {
  const pair = pairOf(item, first, second);
  const others = contradictingRanks(item).map((ranks) => pairOf({ ...item, label: { ranks } }, first, second));
  if (others.length === 0) return [pair];
  const byLabel = new Map<Pair['label'], Pair>();
  for (const one of [pair, ...others]) if (!byLabel.has(one.label)) byLabel.set(one.label, one);
  // A row without label contradicts nobody.
  if (byLabel.size > 1) byLabel.delete(null);
  return [...byLabel.values()];
}

/** Of `meta.repeats`: the labels of rows that hold the same item and say otherwise. */
function contradictingRanks({ meta: { repeats } }: Item): number[][] {
  const rows = isObject(repeats) && Array.isArray(repeats['rows']) ? repeats['rows'] : [];
  return rows.flatMap((row) =>
    isObject(row) && row['conflict'] === true && isRanks(row['ranks']) ? [row['ranks']] : [],
  );
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRanks(value: Json | undefined): value is number[] {
  return Array.isArray(value) && value.every((rank) => typeof rank === 'number');
}
