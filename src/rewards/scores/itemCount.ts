import type { PairIndex } from '../../pairs/PairIndex';

/** How many items the pairs of an index come from. */
export function itemCount({ itemRows }: Pick<PairIndex, 'itemRows'>): number {
  return itemRows.reduce((most, row) => Math.max(most, row + 1), 0);
}
