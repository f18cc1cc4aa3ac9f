import { openAsBlob } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { CheckpointStore } from '../../src/engine/checkpoint/CheckpointStore';
import type {
  CheckpointOrigin,
  StoredCheckpoint,
  TransferProgress,
} from '../../src/engine/checkpoint/checkpointsContract';
import { CommandError, exitCodes } from './CommandError';
import type { Interruption } from './Interruption';
import type { ProgressLine } from './ProgressLine';
import { byteWords, durationWords } from './words';

/** How a hub is reached. */
export interface HubFlags {
  hub: string;
  revision: string;
  /** Name of the environment variable that holds a token. */
  tokenEnv: string;
}

/** The origin of a hub repository. The token is taken from the environment and goes nowhere else. */
export function hubOrigin(repository: string, { hub, revision, tokenEnv }: HubFlags): CheckpointOrigin {
  return { kind: 'hub', base: hub, repository, revision, token: process.env[tokenEnv] || null };
}

/** The origin of a folder: the files at its top, read when they are needed. */
export async function folderOrigin(path: string): Promise<CheckpointOrigin> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name);
  const files = await Promise.all(
    names.map(async (name) => ({ path: name, file: await openAsBlob(join(path, name)) })),
  );
  return { kind: 'folder', name: basename(resolve(path)), files };
}

/** Takes a checkpoint into the data folder, showing how far it is. What arrived before an interruption stays for the next try. */
export async function addCheckpoint(
  store: CheckpointStore,
  origin: CheckpointOrigin,
  line: ProgressLine,
  interruption: Interruption,
): Promise<StoredCheckpoint> {
  interruption.onWanted(() => void store.cancel());
  try {
    return await store.add(origin, (progress) => line.show(progress.doneBytes, progress.totalBytes, wordsOf(progress)));
  } catch (error) {
    if (!interruption.isWanted) throw error;
    throw new CommandError('Interrupted; what has arrived is kept for the next try.', exitCodes.interrupted);
  } finally {
    line.end();
  }
}

function wordsOf({ stage, file, doneBytes, totalBytes, bytesPerS, secondsLeft }: TransferProgress): string {
  if (stage === 'resolve') return 'asking for the list of files';
  const doing = stage === 'verify' ? 'checking' : 'taking';
  const left = secondsLeft === null ? '' : `, ${durationWords(secondsLeft)} left`;
  return `${doing} ${file}: ${byteWords(doneBytes)} of ${byteWords(totalBytes)}, ${byteWords(bytesPerS)}/s${left}`;
}
