import type { DataSet } from '../pairs/DataSet';
import type { Item } from '../pairs/Item';
import type { Json } from '../pairs/Json';
import type { PairIndex } from '../pairs/PairIndex';
import type { RewardRow } from '../rewards/RewardRow';

/** What a finished import hands over. */
export interface ImportedDataSet {
  dataSet: DataSet;
  index: PairIndex;
}

/**
 * Everything that Assay keeps in this browser but verdicts (`Ledger`) and checkpoints (`CheckpointStore`). Every write
 * resolves when the transaction is complete, and rejects with `StoreError` ("quota", "closed", "failed") otherwise.
 */
export interface Store {
  dataSets(): Promise<DataSet[]>;
  /** Items in the order of their rows, appended while a file streams in; not visible until `finishImport`. */
  appendItems(dataSet: string, firstRow: number, items: Item[]): Promise<void>;
  /** Of an unfinished import: puts a note, by row, under `key` of the metadata of items that are stored already. */
  annotateItems(dataSet: string, key: string, notes: ReadonlyMap<number, Json>): Promise<void>;
  finishImport(imported: ImportedDataSet): Promise<void>;
  /** Removes a data set, or what a cancelled or interrupted import left. Verdicts stay. */
  removeDataSet(dataSet: string): Promise<void>;
  pairIndex(dataSet: string): Promise<PairIndex>;
  item(dataSet: string, row: number): Promise<Item>;
  /** Items of rows `[from, to)` in order. */
  items(dataSet: string, from: number, to: number): Promise<Item[]>;
  putRewards(rows: RewardRow[]): Promise<void>;
  /** All rewards that a checkpoint has given so far, by response id. */
  rewards(checkpoint: string): Promise<Map<string, RewardRow>>;
  setting<T>(name: string): Promise<T | null>;
  putSetting<T>(name: string, value: T): Promise<void>;
  close(): void;
}
