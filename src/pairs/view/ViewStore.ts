import type { StoredStates } from '../../rewards/StateTable';
import type { StoredRewards } from '../../rewards/StoredRewards';
import type { Item } from '../Item';
import type { ItemStore } from '../ItemStore';

/** Whether the bytes of a kept row (JSON in UTF-8) are worth reading. */
export type RowPasses = (row: Uint8Array) => boolean;

/** What the view reads of the store (`src/store/Store.ts`, which has the promises of each). */
export interface ViewStore extends Pick<ItemStore, 'pairIndex'> {
  item(dataSet: string, row: number): Promise<Item>;
  itemsWhere(dataSet: string, from: number, to: number, passes: RowPasses): Promise<(Item | null)[]>;
  /** All rewards that a checkpoint has given, piece by piece in the order in which they were stored. */
  eachRewards(checkpoint: string, take: (rewards: StoredRewards) => void): Promise<void>;
  /** All states that a checkpoint has given, piece by piece. */
  eachStates(checkpoint: string, take: (states: StoredStates) => void): Promise<void>;
}
