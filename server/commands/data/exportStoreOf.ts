import type { ExportStore } from '../../../src/pairs/export/ExportStore';
import type { Item } from '../../../src/pairs/Item';
import type { ItemStore } from '../../../src/pairs/ItemStore';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';

/** What an export reads: data sets, and verdicts that were given to their pairs elsewhere. No rewards are known here. */
export function exportStoreOf(store: Pick<ItemStore, 'pairIndex' | 'items'>, events: LedgerEvent[]): ExportStore {
  return {
    pairIndex: (dataSet) => store.pairIndex(dataSet),
    item: (dataSet, row) => itemAt(store, dataSet, row),
    items: (dataSet, from, to) => store.items(dataSet, from, to),
    eachRewards: () => Promise.resolve(),
    events: () => Promise.resolve(events),
  };
}

async function itemAt(store: Pick<ItemStore, 'items'>, dataSet: string, row: number): Promise<Item> {
  const [item] = await store.items(dataSet, row, row + 1);
  if (item === undefined) throw new Error(`Data set ${dataSet} has no item in row ${row}. Import its files again.`);
  return item;
}
