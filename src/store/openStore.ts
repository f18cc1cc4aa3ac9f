import { Connection } from './Connection';
import { dataSets } from './dataSets';
import { Imports } from './Imports';
import { KeptDataSets } from './KeptDataSets';
import { eachRewards, putRewards, replaceRewards, rewards } from './rewards';
import { putSetting, removeSetting, setting } from './settings';
import { eachStates, putStates, removeStates } from './states';
import { storageEstimate } from './storageEstimate';
import type { Store } from './Store';
import { StoredDataSets } from './StoredDataSets';

/**
 * Opens the store, in a page or a worker, removes what interrupted imports left and lists data sets again that the database has lost. Several may be open at once.
 *
 * @param database name of the IndexedDB database.
 * @throws StoreError when the browser refuses to open it.
 */
export async function openStore(database = 'assay'): Promise<Store> {
  const connection = new Connection(database);
  const kept = new KeptDataSets(database);
  const imports = new Imports(connection, database, kept);
  await connection.open();
  // Cleaning is tried again at the next start; a disk too full for it must not keep anybody from their verdicts.
  await imports.tidy().catch(() => undefined);
  return browserStore(connection, imports, kept);
}

function browserStore(connection: Connection, imports: Imports, kept: KeptDataSets): Store {
  const stored = new StoredDataSets(connection, kept);
  return {
    dataSets: () => dataSets(connection),
    startImport: (dataSet) => imports.start(dataSet),
    finishImport: (dataSet) => imports.finish(dataSet),
    async removeDataSet(dataSet) {
      await stored.forget(dataSet);
      await imports.remove(dataSet);
    },
    pairIndex: (dataSet) => stored.pairIndex(dataSet),
    pairLabels: (dataSet) => stored.pairLabels(dataSet),
    item: (dataSet, row) => stored.item(dataSet, row),
    items: (dataSet, from, to) => stored.items(dataSet, from, to),
    itemsWhere: (dataSet, from, to, passes) => stored.itemsWhere(dataSet, from, to, passes),
    freeBytes,
    putRewards: (rows) => putRewards(connection, rows),
    replaceRewards: (checkpoint, pieces) => replaceRewards(connection, checkpoint, pieces),
    rewards: (checkpoint) => rewards(connection, checkpoint),
    eachRewards: (checkpoint, take) => eachRewards(connection, checkpoint, take),
    putStates: (checkpoint, states) => putStates(connection, checkpoint, states),
    eachStates: (checkpoint, take) => eachStates(connection, checkpoint, take),
    removeStates: (checkpoint) => removeStates(connection, checkpoint),
    setting: <T>(name: string) => setting<T>(connection, name),
    putSetting: (name, value) => putSetting(connection, name, value),
    removeSetting: (name) => removeSetting(connection, name),
    close() {
      imports.releaseLocks();
      connection.close();
    },
  };
}

async function freeBytes(): Promise<number | null> {
  const estimate = await storageEstimate();
  return estimate === null ? null : Math.max(0, estimate.quotaBytes - estimate.usedBytes);
}
