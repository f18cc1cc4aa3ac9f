/** The backup worker over the storage that its name says, and the import of a file into it. */
import { expose } from 'comlink';
import { backupService } from '../../../src/pairs/backup/backupService';
import { importFile } from '../../../src/pairs/importFile';
import { openBackupStore } from '../../../src/store/openBackupStore';
import { openStore } from '../../../src/store/openStore';
import { openScratch } from '../../../src/store/opfs/openScratch';

const database = self.name;

async function load(id: string, name: string, text: string): Promise<void> {
  const request = { name, files: [{ name, file: new Blob([text]), mapping: null }], attribution: null, notice: null };
  const run = { id, importedAt: new Date().toISOString(), onProgress: () => undefined, signal: { aborted: false } };
  const store = await openStore(database);
  await importFile(request, store, run);
  store.close();
}

const scratch = openScratch();
expose({
  ...backupService(
    () => openBackupStore(database),
    () => scratch,
  ),
  load,
});
