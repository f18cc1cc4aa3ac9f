import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withFileErrors } from '../../fileProblems';

/**
 * Writes a file whole or not at all: under another name first, brought to the disk, then named. A full disk leaves nothing behind.
 * @param named whether its name is brought to the disk too; a shard's is with its manifest's
 * @throws FileError in words
 */
export async function writeDurably(path: string, content: Uint8Array | string, named = true): Promise<void> {
  const temporary = `${path}.part`;
  await withFileErrors(`write ${path}`, async () => {
    try {
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    if (named) await syncFolder(dirname(path));
  });
}

/** A name is durable only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().catch(() => undefined); // some file systems need it not and refuse it
  await folder.close();
}
