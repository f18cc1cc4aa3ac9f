import type { ItemStore } from '../../../src/pairs/ItemStore';
import type { KeptFolder, KeptWriter } from '../../../src/pairs/kept/KeptFolder';

const nowhere: KeptWriter = {
  write: () => Promise.resolve(),
  flush: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

const noFolder: KeptFolder = {
  folder: () => Promise.resolve(noFolder),
  list: () => Promise.resolve([]),
  open: () => Promise.resolve(null),
  write: () => Promise.resolve(nowhere),
  remove: () => Promise.resolve(),
};

const nothing = () => Promise.reject(new Error('Nothing of this import was kept.'));

/** A store for those who want the report of an import only: it keeps nothing. */
export const noStore: ItemStore = {
  startImport: () => Promise.resolve(noFolder),
  finishImport: () => Promise.resolve(),
  removeDataSet: () => Promise.resolve(),
  dataSets: () => Promise.resolve([]),
  pairIndex: nothing,
  async *pairLabels() {
    await nothing();
  },
  items: nothing,
  freeBytes: () => Promise.resolve(null),
};
