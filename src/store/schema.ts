import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { DataSet } from '../pairs/DataSet';
import type { Item } from '../pairs/Item';
import type { PairIndex } from '../pairs/PairIndex';
import type { StoredStates } from '../rewards/StateTable';
import type { StoredRewards } from '../rewards/StoredRewards';
import type { LedgerEvent } from '../verdicts/VerdictEvent';
import type { OutboxMark } from './outbox/OutboxMark';
import type { SyncRecord } from './outbox/SyncRecord';

/** Consecutive items of a data set that an older Assay imported: one record for each made that several times slower. */
export interface ItemChunk {
  dataSet: string;
  /** Row of the first item. */
  firstRow: number;
  items: Item[];
}

/** Rewards that were stored together, as columns. */
export interface RewardChunk extends StoredRewards {
  checkpoint: string;
  /** The model's limit where the text is too long, else 0. */
  maxTokens: Uint32Array;
}

/** States of responses that were stored together. */
export interface StateChunk extends StoredStates {
  checkpoint: string;
}

/** The mark of an import or a removal that is not finished. */
export interface ImportMark {
  dataSet: string;
  /** Items that an older Assay had written so far; 0 for files. */
  rows: number;
}

/** Who this browser profile is in the ledger, and the number of its last event. */
export interface LedgerIdentity {
  storeId: string;
  client: string;
  seq: number;
  /** Clients that this profile was before: a ledger that was lost, rolled back or copied goes on as another. */
  former?: string[];
  /** Who was signed in at a team's server, by client: a client is one person's for good. */
  people?: Record<string, string>;
}

export interface AssaySchema extends DBSchema {
  dataSets: { key: string; value: DataSet };
  imports: { key: string; value: ImportMark };
  items: { key: [string, number]; value: ItemChunk };
  pairIndexes: { key: string; value: PairIndex };
  rewards: { key: number; value: RewardChunk; indexes: { checkpoint: string } };
  states: { key: number; value: StateChunk; indexes: { checkpoint: string } };
  settings: { key: string; value: unknown };
  events: { key: number; value: LedgerEvent; indexes: { id: string; place: [string, number] } };
  meta: { key: 'identity'; value: LedgerIdentity };
  /** By the key of the event in `events`. */
  outbox: { key: number; value: OutboxMark; indexes: { state: OutboxMark['state'] } };
  sync: { key: 'server'; value: SyncRecord };
}

export type AssayStoreName = StoreNames<AssaySchema>;
export type AssayDatabase = IDBPDatabase<AssaySchema>;
export type AssayTransaction<
  Names extends AssayStoreName[],
  Mode extends 'readonly' | 'readwrite' | 'versionchange' = 'readonly',
> = IDBPTransaction<AssaySchema, Names, Mode>;
