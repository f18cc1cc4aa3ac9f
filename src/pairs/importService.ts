import { v7 } from 'uuid';
import type { ImportContract, ImportProgress, ImportRequest } from './contract';
import { importFile } from './importFile';
import { inspectFile } from './inspectFile';
import type { ItemStore } from './ItemStore';
import { searchPairs } from './searchPairs';

/** The import worker's side of its contract. One import and one search at a time; a newer search ends the older. */
export function importService(openStore: () => Promise<ItemStore>): ImportContract {
  let opened: Promise<ItemStore> | null = null;
  const store = () => (opened ??= openStore().catch(forget));
  const forget = (error: unknown): never => {
    opened = null;
    throw error;
  };
  let running: AbortController | null = null;
  let searching: AbortController | null = null;

  return {
    inspect: (file, name) => inspectFile(file, name, null),
    preview: (file, name, mapping) => inspectFile(file, name, mapping),
    async import(request: ImportRequest, onProgress: (progress: ImportProgress) => void) {
      if (running !== null) throw new Error(`${request.name} was not loaded: another file is still loading.`);
      const controller = (running = new AbortController());
      try {
        const run = { id: v7(), importedAt: new Date().toISOString(), onProgress, signal: controller.signal };
        return await importFile(request, await store(), run);
      } finally {
        running = null;
      }
    },
    async cancel() {
      running?.abort();
    },
    async search(dataSet, text, onRows) {
      searching?.abort();
      const controller = (searching = new AbortController());
      await searchPairs(await store(), dataSet, text, onRows, controller.signal);
    },
  };
}
