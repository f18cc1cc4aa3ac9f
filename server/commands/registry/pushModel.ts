import { openAsBlob } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { longestFileBytes, weightFile, weightIndexFile } from '../../../src/engine/checkpoint/checkpointFiles';
import { CheckpointError } from '../../../src/engine/checkpoint/CheckpointError';
import { digestFile } from '../../../src/engine/checkpoint/digestFiles';
import { shardsOf } from '../../../src/engine/checkpoint/openWeights';
import { readJsonObject } from '../../../src/engine/checkpoint/readJson';
import { checkArrived } from '../../../src/engine/checkpoint/stored/checkArrived';
import { FolderSource } from '../../../src/engine/checkpoint/stored/FolderSource';
import { retried, usualRetries, waitOrThrow, type RetryPolicy } from '../../../src/hub/retries';
import type { RegistryFile, RegistryManifest, RegistryOrigin } from '../../../src/hub/registry/RegistryModel';
import { startNodeHash } from '../../nodeHash';
import { NodeFolder } from '../../NodeFolder';
import type { UploadState } from '../../registry/Uploads';
import type { RegistryClient } from './RegistryClient';

/** Bytes of one request: a connection that breaks costs no more, and a server may end requests that take minutes. */
const pieceBytes = 32 * 1024 * 1024;

export interface PushRequest {
  folder: string;
  name: string;
  tags: string[];
  /** The run that trained it; null where nobody says. */
  run: string | null;
}

export type PushProgress = (stage: 'checking' | 'sending', file: string, doneBytes: number, totalBytes: number) => void;

/**
 * Sends a checkpoint folder to a server's registry. What the server has already, of this or another version, is not sent; after an
 * interruption the same call goes on. Memory holds a piece of a file, never a file.
 * @throws CheckpointError before anything is sent where the folder is no checkpoint, TransferError
 */
export async function pushModel(
  client: RegistryClient,
  request: PushRequest,
  onProgress: PushProgress,
  signal: AbortSignal,
  retries: RetryPolicy = usualRetries,
): Promise<RegistryManifest> {
  const folder = resolve(request.folder);
  const source = new FolderSource(basename(folder), await NodeFolder.open(folder));
  try {
    await checkArrived(source);
    const files = await announce(source, await filesOf(folder, source), onProgress, signal);
    const { name, tags, run } = request;
    const origin: RegistryOrigin = run === null ? { kind: 'upload', folder: basename(folder) } : { kind: 'run', run };
    const state = await retried(() => client.begin({ name, origin, tags, files }, signal), retries, signal);
    await sendAll({ client, folder, onProgress, retries }, state, signal);
    return await retried(() => client.commit(state.id, signal), retries, signal);
  } finally {
    await source.close();
  }
}

/** The files at the folder's top that a checkpoint has; of weights, those that its index names. */
async function filesOf(folder: string, source: FolderSource): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const there = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name);
  const index = (await source.has(weightFile)) ? null : await source.find(weightIndexFile);
  const weights = index ? [weightIndexFile, ...shardsOf(readJsonObject(weightIndexFile, index)).keys()] : [weightFile];
  const isWeight = (name: string) => name === weightIndexFile || name.endsWith('.safetensors');
  return there.filter((name) => longestFileBytes(name) !== null && (!isWeight(name) || weights.includes(name))).sort();
}

async function announce(
  source: FolderSource,
  paths: readonly string[],
  onProgress: PushProgress,
  signal: AbortSignal,
): Promise<RegistryFile[]> {
  const sizes = await Promise.all(paths.map((path) => source.size(path)));
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const files: RegistryFile[] = [];
  let done = 0;
  for (const [at, path] of paths.entries()) {
    signal.throwIfAborted();
    const bytes = sizes[at] ?? 0;
    if (bytes > (longestFileBytes(path) ?? 0)) throw new CheckpointError(path, `has ${bytes} bytes: that is too long.`);
    onProgress('checking', path, done, total);
    files.push({ path, bytes, sha256: await digestFile(source, path, startNodeHash) });
    done += bytes;
  }
  return files;
}

interface Sending {
  client: RegistryClient;
  folder: string;
  onProgress: PushProgress;
  retries: RetryPolicy;
}

async function sendAll(
  { client, folder, onProgress, retries }: Sending,
  state: UploadState,
  signal: AbortSignal,
): Promise<void> {
  const received = new Map(state.files.map((file) => [file.path, file.received]));
  const done = () => [...received.values()].reduce((sum, bytes) => sum + bytes, 0);
  for (const file of state.files) {
    const content = await openAsBlob(join(folder, file.path));
    onProgress('sending', file.path, done(), state.bytes);
    for (let failures = 0; (received.get(file.path) ?? 0) < file.bytes;) {
      const start = received.get(file.path) ?? 0;
      try {
        const piece = content.slice(start, Math.min(file.bytes, start + pieceBytes));
        const { files } = await client.send(state.id, { path: file.path, start, total: file.bytes }, piece, signal);
        take(received, files);
      } catch (error) {
        failures += 1;
        await waitOrThrow(error, failures, retries, signal, 'what has arrived is kept there, so ');
        // What of the piece arrived, the server knows; some of it is progress.
        take(received, (await retried(() => client.state(state.id, signal), retries, signal)).files);
      }
      if ((received.get(file.path) ?? 0) > start) failures = 0;
      onProgress('sending', file.path, done(), state.bytes);
    }
  }
}

function take(received: Map<string, number>, files: UploadState['files']): void {
  for (const file of files) received.set(file.path, file.received);
}
