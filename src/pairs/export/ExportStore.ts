import type { StoredRewards } from '../../rewards/StoredRewards';
import type { PersonOf } from '../../verdicts/PersonOf';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { Item } from '../Item';
import type { PairIndex } from '../PairIndex';

/** What an export reads of the index of a data set. */
export type ExportIndex = Pick<
  PairIndex,
  'dataSet' | 'length' | 'pairIds' | 'itemRows' | 'firstResponses' | 'secondResponses' | 'labels'
>;

/** What an export reads of the store and of the ledger. */
export interface ExportStore {
  pairIndex(dataSet: string): Promise<ExportIndex>;
  item(dataSet: string, row: number): Promise<Item>;
  /** Items of rows `[from, to)` in order. */
  items(dataSet: string, from: number, to: number): Promise<Item[]>;
  /** All rewards that a checkpoint has given, piece by piece, the oldest first. */
  eachRewards(checkpoint: string, take: (rewards: StoredRewards) => void): Promise<void>;
  /** All events of the ledger. */
  events(): Promise<LedgerEvent[]>;
  /** Whose clients are whose. */
  personOf(): Promise<PersonOf>;
}
