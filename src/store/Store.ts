import type { Item } from '../pairs/Item';
import type { ItemStore } from '../pairs/ItemStore';
import type { RowPasses } from '../pairs/view/ViewStore';
import type { RewardRow } from '../rewards/RewardRow';
import type { StoredStates } from '../rewards/StateTable';
import type { StoredRewards } from '../rewards/StoredRewards';

/**
 * Everything that Assay keeps in this browser but verdicts (`Ledger`) and checkpoints (`CheckpointStore`). Every write
 * resolves when the transaction is complete, and rejects with `StoreError` ("quota", "closed", "failed") otherwise.
 */
export interface Store extends ItemStore {
  /** Removes a data set, or what a cancelled or interrupted import left. Verdicts stay. */
  removeDataSet(dataSet: string): Promise<void>;
  item(dataSet: string, row: number): Promise<Item>;
  /**
   * Items of rows `[from, to)`; null where the bytes of the kept row do not pass, where a row can be looked at before it is
   * read. For searches: of what passes nothing is said, and repeats are left out.
   */
  itemsWhere(dataSet: string, from: number, to: number, passes: RowPasses): Promise<(Item | null)[]>;
  putRewards(rows: RewardRow[]): Promise<void>;
  /** Puts these rewards in place of all that a checkpoint has given, whole or not at all; none: removes them. */
  replaceRewards(checkpoint: string, pieces: Iterable<RewardRow[]>): Promise<void>;
  /** All rewards that a checkpoint has given so far, by response id. */
  rewards(checkpoint: string): Promise<Map<string, RewardRow>>;
  /** The same rewards as they are stored, piece by piece, the oldest first. */
  eachRewards(checkpoint: string, take: (rewards: StoredRewards) => void): Promise<void>;
  /** Adds states of responses (`hidden`) to those that a checkpoint has given. */
  putStates(checkpoint: string, states: StoredStates): Promise<void>;
  /** The states that a checkpoint has given, piece by piece, the oldest first. */
  eachStates(checkpoint: string, take: (states: StoredStates) => void): Promise<void>;
  removeStates(checkpoint: string): Promise<void>;
  setting<T>(name: string): Promise<T | null>;
  putSetting<T>(name: string, value: T): Promise<void>;
  removeSetting(name: string): Promise<void>;
  close(): void;
}
