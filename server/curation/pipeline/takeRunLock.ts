import { rm, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { LockFile } from '../../LockFile';

/** A holder writes its name right after it has made the file. */
const nameMs = 1_000;

/**
 * The lock of a plan; null where another process holds it. A process that was killed between making the file and writing its name into it
 * leaves an empty one, of which nobody can tell whose it is: it is removed when it stays empty.
 */
export async function takeRunLock(path: string): Promise<LockFile | null> {
  const lock = await LockFile.tryTake(path);
  if (lock !== null || !(await isEmpty(path))) return lock;
  await wait(nameMs);
  if (await isEmpty(path)) await rm(path, { force: true });
  return LockFile.tryTake(path);
}

async function isEmpty(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.size === 0;
}
