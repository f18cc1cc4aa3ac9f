import type { StoredRewards } from '../../rewards/StoredRewards';
import { ownMemory } from '../columns/ColumnMemory';
import { IdPlaces } from '../columns/IdPlaces';
import { idLength } from '../idBytes';

/** The rewards of one checkpoint by response, as columns: an object for each of two million would not fit. */
export class RewardTable {
  readonly #places: IdPlaces;
  readonly #rewards: Float64Array;

  /** @param pieces the oldest first: of two rewards of one response the later one counts */
  constructor(pieces: readonly StoredRewards[]) {
    const length = pieces.reduce((sum, { rewards }) => sum + rewards.length, 0);
    const ids = new Uint8Array(length * idLength);
    this.#rewards = new Float64Array(length);
    let at = 0;
    for (const { responses, rewards } of pieces) {
      ids.set(responses, at * idLength);
      this.#rewards.set(rewards, at);
      at += rewards.length;
    }
    this.#places = IdPlaces.build([ids], length, ownMemory);
  }

  /** The reward of a response; null where its text is too long for the checkpoint or not scored. */
  rewardOf(response: string): number | null {
    const place = this.#places.slots(response).at(-1);
    const reward = place === undefined ? NaN : (this.#rewards[place] ?? NaN);
    return Number.isNaN(reward) ? null : reward;
  }
}
