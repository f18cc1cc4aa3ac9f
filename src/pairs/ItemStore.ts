import type { DataSet } from './DataSet';
import type { Item } from './Item';
import type { Json } from './Json';
import type { PairIndex } from './PairIndex';

/** What an import and a search need of the store (`src/store/Store.ts`, which has the promises of each). */
export interface ItemStore {
  appendItems(dataSet: string, firstRow: number, items: Item[]): Promise<void>;
  annotateItems(dataSet: string, key: string, notes: ReadonlyMap<number, Json>): Promise<void>;
  finishImport(imported: { dataSet: DataSet; index: PairIndex }): Promise<void>;
  removeDataSet(dataSet: string): Promise<void>;
  pairIndex(dataSet: string): Promise<PairIndex>;
  items(dataSet: string, from: number, to: number): Promise<Item[]>;
}
