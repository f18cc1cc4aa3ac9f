import { v4 } from 'uuid';
import type { FileFolder } from '../../engine/files/FileFolder';
import { openOpfs } from './openOpfs';

const root = 'assay-scratch';

/**
 * A folder of this worker's own for working files. It lasts as long as the worker: what ended workers and closed tabs have left is
 * removed here, by whoever opens the next one.
 *
 * @throws FileError "unavailable" where the browser keeps no files.
 */
export async function openScratch(): Promise<FileFolder> {
  const folder = await openOpfs(root);
  await removeLeft(folder);
  const name = v4();
  await holdForever(name);
  return folder.folder(name);
}

async function removeLeft(folder: FileFolder): Promise<void> {
  for (const { name } of await folder.list()) {
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      // Remains that cannot be removed now are in nobody's way: the next one tries again.
      if (lock !== null) await folder.remove(name).catch(() => undefined);
    });
  }
}

/** Resolves when the lock is held; it ends with this worker. */
function holdForever(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(lockOf(name), () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
    held.catch(reject);
  });
}

function lockOf(name: string): string {
  return `${root}:${name}`;
}
