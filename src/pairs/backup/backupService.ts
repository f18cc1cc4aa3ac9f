import type { ScratchFolder } from '../export/Scratch';
import type { BackupStore } from './BackupStore';
import type { BackupContract, BackupProgress } from './contract';
import { makeBackup } from './makeBackup';
import { restoreBackup, restoreCameWith } from './restoreBackup';

/** Between two signs of progress, in milliseconds. */
const progressPace = 100;

/** The backup worker's side of its contract. */
export function backupService(
  openStore: () => Promise<BackupStore>,
  openFolder: () => Promise<ScratchFolder>,
): BackupContract {
  let running: AbortController | null = null;
  async function alone<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    if (running !== null) throw new Error('A backup is made or restored already. Wait for it, or end it.');
    const { signal } = (running = new AbortController());
    try {
      return await run(signal);
    } finally {
      running = null;
    }
  }
  return {
    make: (onProgress) =>
      alone(async (signal) => {
        const [store, folder] = [await openStore(), await openFolder()];
        return makeBackup({ store, folder, madeAt: new Date().toISOString(), onProgress: paced(onProgress), signal });
      }),
    restore: (file, name, take, onProgress) =>
      alone(async (signal) => {
        const store = await openStore();
        return restoreBackup({ store, source: file, name, take, onProgress: paced(onProgress), signal });
      }),
    restoreCameWith: (dataSet, take, onProgress) =>
      alone(async (signal) => {
        const store = await openStore();
        return restoreCameWith({ store, take, onProgress: paced(onProgress), signal }, dataSet);
      }),
    cancel: async () => running?.abort(),
  };
}

function paced(onProgress: (progress: BackupProgress) => void) {
  let last = -Infinity;
  return (progress: BackupProgress): void => {
    const now = Date.now();
    if (now - last < progressPace) return;
    last = now;
    onProgress(progress);
  };
}
