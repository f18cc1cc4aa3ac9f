import type { Item } from '../../../src/pairs/Item';
import type { ItemStore } from '../../../src/pairs/ItemStore';
import type { PairIndex } from '../../../src/pairs/PairIndex';

/** A store for those who want the report of an import only: it keeps nothing. */
export const noItems: ItemStore = {
  appendItems: () => Promise.resolve(),
  annotateItems: () => Promise.resolve(),
  finishImport: () => Promise.resolve(),
  removeDataSet: () => Promise.resolve(),
  pairIndex: (): Promise<PairIndex> => Promise.reject(new Error('Nothing of this import was kept.')),
  items: (): Promise<Item[]> => Promise.reject(new Error('Nothing of this import was kept.')),
};
