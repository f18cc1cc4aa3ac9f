import type { ItemStore } from '../../pairs/ItemStore';
import type { StoredRewards } from '../StoredRewards';

/** What comparisons read of the store (`src/store/Store.ts`, which has the promises of each). */
export interface CompareStore extends Pick<ItemStore, 'pairIndex' | 'items'> {
  /** All rewards under a key, piece by piece in the order in which they were stored. */
  eachRewards(key: string, take: (rewards: StoredRewards) => void): Promise<void>;
}
