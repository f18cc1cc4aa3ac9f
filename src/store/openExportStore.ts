import type { ExportStore } from '../pairs/export/ExportStore';
import { peopleSetting, personOfPeople, readPeople } from '../verdicts/people/People';
import { Connection } from './Connection';
import { openStore } from './openStore';

/**
 * What an export reads: the store, and the ledger's events as they lie in the database. It writes nothing, so that workers can use
 * it, which have no ledger.
 *
 * @param database name of the IndexedDB database.
 * @throws StoreError when the browser refuses to open it.
 */
export async function openExportStore(database = 'assay'): Promise<ExportStore> {
  const [store, connection] = [await openStore(database), new Connection(database)];
  const request = { stores: ['events' as const], mode: 'readonly' as const, doing: 'read the verdicts' };
  return {
    pairIndex: (dataSet) => store.pairIndex(dataSet),
    item: (dataSet, row) => store.item(dataSet, row),
    items: (dataSet, from, to) => store.items(dataSet, from, to),
    eachRewards: (checkpoint, take) => store.eachRewards(checkpoint, take),
    personOf: async () => personOfPeople(readPeople(await store.setting(peopleSetting))),
    events: () => connection.transact(request, (transaction) => transaction.objectStore('events').getAll()),
  };
}
