import type { BackupStore } from '../pairs/backup/BackupStore';
import { Connection } from './Connection';
import { formOf } from './dataSets';
import { openOpfs } from './opfs/openOpfs';
import { openStore } from './openStore';
import { rewardRows, scoringCheckpoints } from './backupRewards';

/**
 * What a backup reads of this browser and adds to it; verdicts are only read, since the ledger is the page's.
 *
 * @param database name of the IndexedDB database.
 * @throws StoreError when the browser refuses to open it.
 */
export async function openBackupStore(database = 'assay'): Promise<BackupStore> {
  const [store, connection] = [await openStore(database), new Connection(database)];
  return {
    events() {
      const request = { stores: ['events' as const], mode: 'readonly' as const, doing: 'read the verdicts' };
      return connection.transact(request, (transaction) => transaction.objectStore('events').getAll());
    },
    dataSets: () => store.dataSets(),
    files: async (dataSet) => {
      return (await formOf(connection, dataSet)) === 'files' ? filesOf(database, dataSet) : null;
    },
    items: (dataSet, from, to) => store.items(dataSet, from, to),
    startImport: (dataSet) => store.startImport(dataSet),
    finishImport: (dataSet) => store.finishImport(dataSet),
    removeDataSet: (dataSet) => store.removeDataSet(dataSet),
    checkpoints: () => scoringCheckpoints(connection),
    rewardRows: (checkpoint) => rewardRows(connection, checkpoint),
    putRewards: (rows) => store.putRewards(rows),
    settings: () => settingsOf(connection),
    setting: (name) => store.setting(name),
    putSetting: (name, value) => store.putSetting(name, value),
  };
}

async function filesOf(database: string, dataSet: string): Promise<{ name: string; content: Blob }[]> {
  const folder = await (await openOpfs(`${database}-data-sets`)).folder(dataSet);
  const files: { name: string; content: Blob }[] = [];
  for (const { name } of await folder.list()) {
    const file = await folder.open(name);
    if (file?.handle instanceof Blob) files.push({ name, content: file.handle });
    await file?.close();
  }
  return files.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function settingsOf(connection: Connection): Promise<Map<string, unknown>> {
  const request = { stores: ['settings' as const], mode: 'readonly' as const, doing: 'read the settings' };
  return connection.transact(request, async (transaction) => {
    const settings = transaction.objectStore('settings');
    const [names, values] = await Promise.all([settings.getAllKeys(), settings.getAll()]);
    return new Map(names.map((name, at) => [name, values[at]]));
  });
}
