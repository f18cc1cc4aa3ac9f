import type { DataSet } from './DataSet';
import type { Item } from './Item';
import type { KeptFolder } from './kept/KeptFolder';
import type { PairLabels } from './kept/indexFile';
import type { PairIndex } from './PairIndex';

/** Where data sets are kept, as imports and searches need it: `src/store/Store.ts` in the browser, `FolderStore` elsewhere. */
export interface ItemStore {
  /** An empty folder for a data set to come. Nobody sees it before `finishImport`; what an import leaves unfinished is removed. */
  startImport(dataSet: string): Promise<KeptFolder>;
  /** Makes a data set seen whose folder is complete. */
  finishImport(dataSet: DataSet): Promise<void>;
  removeDataSet(dataSet: string): Promise<void>;
  /** All data sets whose import is finished. */
  dataSets(): Promise<DataSet[]>;
  pairIndex(dataSet: string): Promise<PairIndex>;
  /** Ids and labels of all pairs of a data set, in the order of its index, a stretch at a time. */
  pairLabels(dataSet: string): AsyncIterable<PairLabels>;
  /** Items of rows `[from, to)` in order. */
  items(dataSet: string, from: number, to: number): Promise<Item[]>;
  /** Bytes that can still be kept; null where nobody knows. */
  freeBytes(): Promise<number | null>;
}
