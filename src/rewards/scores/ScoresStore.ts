import type { Item } from '../../pairs/Item';
import type { PairIndex } from '../../pairs/PairIndex';
import type { RewardRow } from '../RewardRow';
import type { StoredRewards } from '../StoredRewards';

/** What bringing and taking out rewards needs of the store (`src/store/Store.ts`, which has the promises of each). */
export interface ScoresStore {
  pairIndex(dataSet: string): Promise<PairIndex>;
  /** Items of rows `[from, to)` in order. */
  items(dataSet: string, from: number, to: number): Promise<Item[]>;
  /** All rewards under a key, piece by piece in the order in which they were stored. */
  eachRewards(key: string, take: (rewards: StoredRewards) => void): Promise<void>;
  /** Puts these rewards in place of all that stand under a key, whole or not at all. */
  replaceRewards(key: string, pieces: Iterable<RewardRow[]>): Promise<void>;
}
