import { v7 } from 'uuid';
import type { ByteSource } from './ByteSource';
import type { ImportContract, ImportProgress, ImportRequest } from './contract';
import { importFile } from './importFile';
import { inspectFile } from './inspectFile';
import type { ItemStore } from './ItemStore';
import type { RemoteFile } from './RemoteFile';

/**
 * The import worker's side of its contract. One import at a time.
 *
 * @param openRemote gives the bytes of a file on a hub by ranges; without it such files are refused.
 * @param pause as `ImportRun` has it.
 */
export function importService(
  openStore: () => Promise<ItemStore>,
  openRemote: OpenRemote = refuseRemote,
  pause: () => Promise<void> = () => Promise.resolve(),
): ImportContract {
  let opened: Promise<ItemStore> | null = null;
  const store = () => (opened ??= openStore().catch(forget));
  const forget = (error: unknown): never => {
    opened = null;
    throw error;
  };
  let running: AbortController | null = null;

  return {
    inspect: async (file, name) => inspectFile(sourceOf(file, openRemote), name, null),
    preview: async (file, name, mapping) => inspectFile(sourceOf(file, openRemote), name, mapping),
    async import(request: ImportRequest, onProgress: (progress: ImportProgress) => void) {
      if (running !== null) throw new Error(`${request.name} was not loaded: another file is still loading.`);
      const controller = (running = new AbortController());
      try {
        const when = { id: v7(), importedAt: new Date().toISOString() };
        const run = { ...when, onProgress, signal: controller.signal, pause };
        const files = request.files.map((one) => ({ ...one, file: sourceOf(one.file, openRemote, controller.signal) }));
        return await importFile({ ...request, files }, await store(), run);
      } finally {
        running = null;
      }
    },
    async cancel() {
      running?.abort();
    },
  };
}

type OpenRemote = (file: RemoteFile, signal?: AbortSignal) => ByteSource;

function sourceOf(file: Blob | RemoteFile, openRemote: OpenRemote, signal?: AbortSignal): ByteSource {
  return file instanceof Blob ? file : openRemote(file, signal);
}

function refuseRemote({ address }: RemoteFile): never {
  throw new Error(
    `${address} was not loaded: files of a hub cannot be read here. Download it, then load it from disk.`,
  );
}
