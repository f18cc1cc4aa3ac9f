import type { AnnotatorFold } from '../../../src/pairs/export/ExportOptions';
import type { ExportStore } from '../../../src/pairs/export/ExportStore';
import type { Item } from '../../../src/pairs/Item';
import type { ItemStore } from '../../../src/pairs/ItemStore';
import { onlyMe } from '../../../src/verdicts/PersonOf';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';

/**
 * What an export reads: data sets, and verdicts that were given to their pairs elsewhere. No rewards are known here, and nobody's
 * name: where one fold of several annotators is asked for each client is one, else all are one person's.
 */
export function exportStoreOf(
  store: Pick<ItemStore, 'pairIndex' | 'items'>,
  events: LedgerEvent[],
  annotators: AnnotatorFold,
): ExportStore {
  return {
    pairIndex: (dataSet) => store.pairIndex(dataSet),
    item: (dataSet, row) => itemAt(store, dataSet, row),
    items: (dataSet, from, to) => store.items(dataSet, from, to),
    eachRewards: () => Promise.resolve(),
    events: () => Promise.resolve(events),
    personOf: () => Promise.resolve(annotators === 'newest' ? onlyMe : (client) => client),
  };
}

async function itemAt(store: Pick<ItemStore, 'items'>, dataSet: string, row: number): Promise<Item> {
  const [item] = await store.items(dataSet, row, row + 1);
  if (item === undefined) throw new Error(`Data set ${dataSet} has no item in row ${row}. Import its files again.`);
  return item;
}
