import type { DataSet } from '../DataSet';
import { idAt } from '../idBytes';
import { columnBytes, readIndex, type IndexColumn } from '../kept/indexFile';
import type { KeptFolder } from '../kept/KeptFolder';
import { KeptItems } from '../kept/KeptItems';
import type { Pair } from '../Pair';
import { labelCodes, type PairIndex } from '../PairIndex';
import { pairOf } from '../pairOf';

/** Pairs looked at between two signs of progress. */
const pairsAtATime = 256;
const maxFacetValues = 254;

/**
 * Reads a data set that came from outside, every pair of it: its index must say what its rows say, so that no verdict is ever given
 * on another pair than the one that is shown.
 *
 * @param onPairs pairs looked at so far; throws where the person has ended it
 * @throws Error in words that follow a colon
 */
export async function checkDataSet(
  folder: KeptFolder,
  { id, items: itemCount, pairs }: DataSet,
  onPairs: (done: number, total: number) => void,
): Promise<void> {
  const index = await readIndex(folder, id);
  checkColumns(index, pairs);
  const items = new KeptItems(folder);
  try {
    for (let from = 0; from < index.length; from += pairsAtATime) {
      onPairs(from, index.length);
      await checkPairs(index, items, from, Math.min(index.length, from + pairsAtATime), itemCount);
    }
  } finally {
    await items.close();
  }
}

function checkColumns(index: PairIndex, pairs: number): void {
  const sized = (Object.keys(columnBytes) as IndexColumn[]).every(
    (name) => index[name].byteLength === index.length * columnBytes[name],
  );
  if (index.length !== pairs || !sized) throw new Error('its index has columns of other lengths');
  const facets = index.facets.every(
    ({ name, values, codes }) =>
      typeof name === 'string' &&
      values.every((value) => typeof value === 'string') &&
      values.length <= maxFacetValues &&
      codes.length === index.length,
  );
  const sources = index.sourceNames.every((name) => typeof name === 'string');
  if (!facets || !sources || index.sources.some((source) => source >= index.sourceNames.length))
    throw new Error('its index names sources or facets that it has not');
}

async function checkPairs(index: PairIndex, items: KeptItems, from: number, to: number, itemCount: number) {
  const rows = index.itemRows.subarray(from, to);
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  if (last >= itemCount || last - first > 4 * pairsAtATime) throw new Error('its index names items that it has not');
  const read = await items.items(first, last + 1);
  for (let row = from; row < to; row++) {
    const item = read[(index.itemRows[row] ?? 0) - first];
    const pair = item && pairOf(item, index.firstResponses[row] ?? 0, index.secondResponses[row] ?? 0);
    if (pair === undefined || !says(index, row, pair))
      throw new Error(`pair ${row + 1} of its index is not what its rows say`);
  }
}

function says(index: PairIndex, row: number, { id, first, second, label }: Pair): boolean {
  return (
    idAt(index.pairIds, row) === id &&
    idAt(index.firstIds, row) === first.id &&
    idAt(index.secondIds, row) === second.id &&
    index.labels[row] === labelCodes[label ?? 'none']
  );
}
