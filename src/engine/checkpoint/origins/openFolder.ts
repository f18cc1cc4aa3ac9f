import { TransferError } from '../../../hub/TransferError';
import type { CheckpointOrigin } from '../checkpointsContract';
import type { OfferedFile, OpenedOrigin } from './OpenedOrigin';

type PickedFolder = Extract<CheckpointOrigin, { kind: 'folder' }>;

/** Files that a person picked or dropped. Only those of the folder itself count, not those of folders in it. */
export async function openFolder({ name, files }: PickedFolder): Promise<OpenedOrigin> {
  const blobs = new Map(withoutTop(files).map(({ path, file }) => [path, file]));
  const marks = [...blobs].map(([path, file]) => [path, file.size, file instanceof File ? file.lastModified : 0]);
  return {
    name,
    source: { kind: 'folder', name },
    key: JSON.stringify(['folder', name, marks.sort()]),
    licence: null,
    listed: [...blobs.keys()],
    find: async (path) => offered(path, blobs.get(path)),
    arrive: async (file, start, signal) => ({
      start,
      pieces: piecesOf(file.path, blobs.get(file.path), start, signal),
    }),
  };
}

/** A picked folder's paths begin with its name, a dropped one's may not. */
function withoutTop(files: PickedFolder['files']): PickedFolder['files'] {
  const parts = files.map(({ path }) => path.replace(/^[./]+/, '').split('/'));
  const top = parts[0]?.[0];
  const isShared = parts.every((path) => path.length > 1 && path[0] === top);
  return files.map(({ file }, at) => ({ file, path: (parts[at] ?? []).slice(isShared ? 1 : 0).join('/') }));
}

function offered(path: string, file: Blob | undefined): OfferedFile | null {
  return file ? { path, bytes: file.size, sha256: null, gitSha1: null, etag: null } : null;
}

async function* piecesOf(
  path: string,
  file: Blob | undefined,
  start: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = file?.slice(start).stream().getReader();
  if (!reader) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      signal.throwIfAborted();
      yield part.value;
    }
  } catch (error) {
    signal.throwIfAborted();
    const message = `${path} cannot be read any more (${String(error)}): it was changed or moved. Choose the folder again.`;
    throw new TransferError('changed', message, null, { cause: error });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
