import { CheckpointStore, type StoreTools } from '../../../../src/engine/checkpoint/CheckpointStore';
import type { CheckpointOrigin, TransferProgress } from '../../../../src/engine/checkpoint/checkpointsContract';
import type { FileFolder } from '../../../../src/engine/files/FileFolder';
import { startNodeHash } from '../../../../server/nodeHash';
import type { StandInHub } from '../../../support/hub/StandInHub';
import { tinyFiles } from '../../support/tinyCheckpoint';

export const quiet = (): void => undefined;

/** A store that never waits between tries. */
export function storeOver(folder: FileFolder, tools: Partial<StoreTools> = {}): CheckpointStore {
  return new CheckpointStore(() => Promise.resolve(folder), {
    space: () => Promise.resolve({ usedBytes: 0, quotaBytes: null, persisted: true }),
    startHash: startNodeHash,
    retries: { attempts: 3, wait: () => Promise.resolve() },
    ...tools,
  });
}

export const oneTry: Partial<StoreTools> = { retries: { attempts: 1, wait: () => Promise.resolve() } };

export function hubOrigin(hub: StandInHub, repository = 'maker/tiny', token: string | null = null): CheckpointOrigin {
  return { kind: 'hub', base: hub.base, repository, revision: 'main', token };
}

export function folderOrigin(files = tinyFiles(), top = 'tiny/'): CheckpointOrigin {
  const blobs = [...files].map(([path, bytes]) => ({ path: `${top}${path}`, file: new Blob([new Uint8Array(bytes)]) }));
  return { kind: 'folder', name: 'tiny', files: blobs };
}

/** A card that states its licence, files that are never taken, and the tiny checkpoint. */
export function repositoryFiles(): Map<string, Uint8Array> {
  const text = (value: string) => new TextEncoder().encode(value);
  return new Map([
    ...tinyFiles(),
    ['README.md', text('---\nlicense: apache-2.0\ntags: [reward]\n---\n# tiny')],
    ['pytorch_model.bin', text('a pickle')],
    ['onnx/model.onnx', text('nested')],
    ['optimizer.pt', text('another pickle')],
    ['.gitattributes', text('words')],
  ]);
}

export async function progressOf(
  run: (onProgress: (progress: TransferProgress) => void) => Promise<unknown>,
): Promise<TransferProgress[]> {
  const seen: TransferProgress[] = [];
  await run((progress) => void seen.push(progress));
  return seen;
}

/** Every file of a folder and the folders in it, by path. */
export async function contentOf(folder: FileFolder, prefix = ''): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const { name, kind } of await folder.list()) {
    if (kind === 'folder')
      for (const [path, bytes] of await contentOf(await folder.folder(name), `${prefix}${name}/`))
        found.set(path, bytes);
    const file = kind === 'file' ? await folder.open(name) : null;
    if (file) found.set(prefix + name, await file.read(0, file.size));
    await file?.close();
  }
  return found;
}
