import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointStore } from '../../src/engine/checkpoint/CheckpointStore';
import type { StorageSpace } from '../../src/engine/checkpoint/checkpointsContract';
import { NodeFolder } from '../NodeFolder';

/** The checkpoints of a data folder. */
export function openCheckpoints(dataFolder: string): CheckpointStore {
  return new CheckpointStore(() => NodeFolder.open(dataFolder), { space: () => spaceOf(dataFolder) });
}

/** What is used there, and what may be: that and what its disk has free. */
async function spaceOf(folder: string): Promise<StorageSpace> {
  const [usedBytes, disk] = await Promise.all([bytesBelow(folder), statfs(folder)]);
  return { usedBytes, quotaBytes: usedBytes + disk.bavail * disk.bsize, persisted: true };
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  // A file may go while we count: it is none then.
  const sizes = await Promise.all(files.map((file) => stat(join(file.parentPath, file.name)).catch(() => null)));
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}
