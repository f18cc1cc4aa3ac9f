import type { RewardRow } from '../../rewards/RewardRow';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { DataSet } from '../DataSet';
import type { Item } from '../Item';
import type { KeptFolder } from '../kept/KeptFolder';

/** What a backup reads and adds to. */
export interface BackupStore {
  events(): Promise<LedgerEvent[]>;
  dataSets(): Promise<DataSet[]>;
  /** The files of a data set as they lie there; null where an older Assay stored it in another form. */
  files(dataSet: string): Promise<{ name: string; content: Blob }[] | null>;
  /** Items of rows `[from, to)` in order. */
  items(dataSet: string, from: number, to: number): Promise<Item[]>;
  startImport(dataSet: string): Promise<KeptFolder>;
  finishImport(dataSet: DataSet): Promise<void>;
  removeDataSet(dataSet: string): Promise<void>;
  /** Checkpoints (keys of the reward table) that have given rewards. */
  checkpoints(): Promise<string[]>;
  /** The rewards of a checkpoint as they are stored, the oldest first; of two of one response the later one counts. */
  rewardRows(checkpoint: string): AsyncIterable<RewardRow[]>;
  putRewards(rows: RewardRow[]): Promise<void>;
  settings(): Promise<Map<string, unknown>>;
  setting<Value>(name: string): Promise<Value | null>;
  putSetting(name: string, value: unknown): Promise<void>;
}
