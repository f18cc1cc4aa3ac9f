import { Connection } from './Connection';
import { dataSets, pairIndex } from './dataSets';
import { Imports } from './Imports';
import { ItemReader } from './ItemReader';
import { putRewards, rewards } from './rewards';
import { putSetting, setting } from './settings';
import type { Store } from './Store';

/**
 * Opens the store, in a page or a worker, and removes what interrupted imports left. Several may be open at once.
 *
 * @param database name of the IndexedDB database.
 * @throws StoreError when the browser refuses to open it.
 */
export async function openStore(database = 'assay'): Promise<Store> {
  const connection = new Connection(database);
  const imports = new Imports(connection, database);
  await connection.open();
  // Cleaning is tried again at the next start; a disk too full for it must not keep anybody from their verdicts.
  await imports.removeInterrupted().catch(() => undefined);
  return browserStore(connection, imports);
}

function browserStore(connection: Connection, imports: Imports): Store {
  const items = new ItemReader(connection);
  return {
    dataSets: () => dataSets(connection),
    appendItems: (dataSet, firstRow, added) => imports.append(dataSet, firstRow, added),
    annotateItems: (dataSet, key, notes) => imports.annotate(dataSet, key, notes),
    finishImport: (imported) => imports.finish(imported),
    async removeDataSet(dataSet) {
      items.forget(dataSet);
      await imports.remove(dataSet);
    },
    pairIndex: (dataSet) => pairIndex(connection, dataSet),
    item: (dataSet, row) => items.item(dataSet, row),
    items: (dataSet, from, to) => items.items(dataSet, from, to),
    putRewards: (rows) => putRewards(connection, rows),
    rewards: (checkpoint) => rewards(connection, checkpoint),
    setting: <T>(name: string) => setting<T>(connection, name),
    putSetting: (name, value) => putSetting(connection, name, value),
    close() {
      imports.releaseLocks();
      connection.close();
    },
  };
}
