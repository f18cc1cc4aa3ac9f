/** Everything in one file, and back. */
import { expose } from 'comlink';
import type { FileFolder } from '../src/engine/files/FileFolder';
import { backupService } from '../src/pairs/backup/backupService';
import type { BackupStore } from '../src/pairs/backup/BackupStore';
import { openBackupStore } from '../src/store/openBackupStore';
import { openScratch } from '../src/store/opfs/openScratch';

let store: Promise<BackupStore> | null = null;
let scratch: Promise<FileFolder> | null = null;

function openStore(): Promise<BackupStore> {
  return (store ??= openBackupStore().catch((error: unknown) => {
    store = null;
    throw error;
  }));
}

function openFolder(): Promise<FileFolder> {
  return (scratch ??= openScratch().catch((error: unknown) => {
    scratch = null;
    throw error;
  }));
}

expose(backupService(openStore, openFolder));
