import type { Item } from '../Item';
import { labelledPairs } from '../labelledPairs';
import type { Pair } from '../Pair';
import type { ExportIndex, ExportStore } from './ExportStore';

/** Pairs read at a time. */
const pairsAtATime = 256;
/** Where at least one item in so many is wanted, the whole stretch is read at once. */
const densest = 4;

/**
 * The pairs of some rows of an index with their texts, in the order of the rows; one that its source labels in several ways comes
 * once for each.
 */
export async function* readPairs(
  store: Pick<ExportStore, 'item' | 'items'>,
  index: ExportIndex,
  rows: Uint32Array,
): AsyncGenerator<Pair[]> {
  for (let from = 0; from < rows.length; from += pairsAtATime) {
    const batch = rows.subarray(from, from + pairsAtATime);
    const items = await itemsOf(store, index, batch);
    yield Array.from(batch).flatMap((row) => {
      const item = items.get(index.itemRows[row] ?? 0);
      if (item === undefined)
        throw new Error(`Data set ${index.dataSet} has no item for its pair ${row}. Load it again.`);
      return labelledPairs(item, index.firstResponses[row] ?? 0, index.secondResponses[row] ?? 1);
    });
  }
}

async function itemsOf(
  store: Pick<ExportStore, 'item' | 'items'>,
  { dataSet, itemRows }: ExportIndex,
  rows: Uint32Array,
): Promise<Map<number, Item>> {
  const wanted = new Set(Array.from(rows, (row) => itemRows[row] ?? 0));
  const [first, last] = [Math.min(...wanted), Math.max(...wanted)];
  if (last - first < densest * wanted.size) {
    const items = await store.items(dataSet, first, last + 1);
    return new Map(items.map((item, at) => [first + at, item]));
  }
  const items = await Promise.all(Array.from(wanted, (row) => store.item(dataSet, row)));
  return new Map(Array.from(wanted, (row, at) => [row, items[at] as Item]));
}
