import { openDB } from 'idb';
import { migrations } from './migrations';
import type { AssayDatabase, AssaySchema } from './schema';
import type { StorageLoss } from './StorageLoss';
import { StoreError } from './StoreError';

/** Chromium's sign that it found the database damaged, threw it away and made an empty one (not in any standard). */
type UpgradeEvent = IDBVersionChangeEvent & { dataLoss?: 'none' | 'total'; dataLossMessage?: string };

/** The setting that says that the browser threw a damaged database away; it holds a `StorageLoss`. */
export const storageLossSetting = 'storage-loss';

/**
 * Opens the database, bringing it to the newest version. Makes way for a newer version in another tab by closing itself.
 *
 * @param onGone called when the connection is no longer of use: closed by the browser or for a newer version.
 * @throws StoreError "closed" when a tab with an older version does not make way.
 */
export function openDatabase(name: string, onGone: () => void): Promise<AssayDatabase> {
  return new Promise((resolve, reject) => {
    let refused = false;
    const opening = openDB<AssaySchema>(name, migrations.length, {
      upgrade(database, from, _to, transaction, event: UpgradeEvent) {
        for (const migrate of migrations.slice(from)) migrate(database, transaction);
        if (event.dataLoss !== 'total') return;
        const loss: StorageLoss = { at: new Date().toISOString(), reason: event.dataLossMessage ?? '', regained: 0 };
        void transaction.objectStore('settings').put(loss, storageLossSetting);
      },
      blocked() {
        refused = true;
        reject(new StoreError('closed', 'Another tab runs an older Assay and holds the database. Close or reload it.'));
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        onGone();
      },
      terminated: onGone,
    });
    opening.then((database) => (refused ? database.close() : resolve(database)), reject);
  });
}
