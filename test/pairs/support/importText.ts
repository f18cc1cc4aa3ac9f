import type { ColumnMapping } from '../../../src/pairs/ColumnMapping';
import type { DataSet } from '../../../src/pairs/DataSet';
import { importFile } from '../../../src/pairs/importFile';
import type { Item } from '../../../src/pairs/Item';
import type { PairIndex } from '../../../src/pairs/PairIndex';
import { MemoryStore } from './MemoryStore';

export interface Imported {
  dataSet: DataSet;
  items: Item[];
  index: PairIndex;
}

/** Imports a file given as text or bytes, as the worker would. */
export async function importText(
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  mapping: ColumnMapping | null = null,
): Promise<Imported> {
  const store = new MemoryStore();
  const files = [{ name, file: new Blob([content]), mapping }];
  const request = { name, files, attribution: null, notice: null };
  const run = {
    id: 'set',
    importedAt: '2026-01-01T00:00:00.000Z',
    onProgress: () => undefined,
    signal: { aborted: false },
  };
  const dataSet = await importFile(request, store, run);
  return { dataSet, items: await store.items('set', 0, dataSet.items), index: await store.pairIndex('set') };
}
