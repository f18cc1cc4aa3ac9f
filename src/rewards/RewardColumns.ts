import { ownMemory, type ColumnMemory } from '../pairs/columns/ColumnMemory';
import { IdPlaces } from '../pairs/columns/IdPlaces';
import { idLength } from '../pairs/idBytes';
import type { PairIndex } from '../pairs/PairIndex';
import { checkRewardRow } from './checkRewardRow';
import type { RewardRow } from './RewardRow';
import type { StoredRewards } from './StoredRewards';

/** Codes of `RewardData.firstState` and `secondState`. */
export const scoreState = { none: 0, scored: 1, too_long: 2 } as const;

/** One model's rewards of a data set as columns by row of its pair index: what page and workers hand each other. */
export interface RewardData {
  /** Reward of the first and of the second response; NaN where there is none. */
  first: Float64Array;
  second: Float64Array;
  /** `scoreState` of each. */
  firstState: Uint8Array;
  secondState: Uint8Array;
  /** Tokens of prompt and response, of scored and of too long ones. */
  firstTokens: Uint32Array;
  secondTokens: Uint32Array;
  /** One number: how many responses of pairs (two a row) are scored or known to be too long. */
  known: Uint32Array;
}

/** The table of the responses of a data set: slot = 2 * row for the first, 2 * row + 1 for the second of a pair. */
export function responseTable(index: PairIndex, memory: ColumnMemory = ownMemory): IdPlaces {
  return IdPlaces.build([index.firstIds, index.secondIds], index.length, memory);
}

/** Columns for so many rows, nothing scored. */
export function emptyRewards(length: number, memory: ColumnMemory = ownMemory): RewardData {
  return {
    first: new Float64Array(memory(8 * length)).fill(NaN),
    second: new Float64Array(memory(8 * length)).fill(NaN),
    firstState: new Uint8Array(memory(length)),
    secondState: new Uint8Array(memory(length)),
    firstTokens: new Uint32Array(memory(4 * length)),
    secondTokens: new Uint32Array(memory(4 * length)),
    known: new Uint32Array(memory(4)),
  };
}

/** One model's rewards of a data set. Changed in place by `add`, `addStored` and `clear`. */
export class RewardColumns implements Omit<RewardData, 'known'> {
  readonly length: number;
  readonly data: RewardData;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly firstState: Uint8Array;
  readonly secondState: Uint8Array;
  readonly firstTokens: Uint32Array;
  readonly secondTokens: Uint32Array;
  readonly #responses: IdPlaces;

  /** `responses` is the `responseTable` of the index, and `data` what another thread has filled; both are made where none is given. */
  constructor(index: PairIndex, responses = responseTable(index), data = emptyRewards(index.length)) {
    this.length = index.length;
    this.data = data;
    this.first = data.first;
    this.second = data.second;
    this.firstState = data.firstState;
    this.secondState = data.secondState;
    this.firstTokens = data.firstTokens;
    this.secondTokens = data.secondTokens;
    this.#responses = responses;
  }

  /** How many responses of pairs (two a row) are scored or known to be too long. */
  get known(): number {
    return this.data.known[0] ?? 0;
  }

  /** How many responses of pairs (two a row) have a reward. */
  scored(): number {
    const isScored = (state: number) => (state === scoreState.scored ? 1 : 0);
    let scored = 0;
    for (let row = 0; row < this.length; row++)
      scored += isScored(this.firstState[row] ?? 0) + isScored(this.secondState[row] ?? 0);
    return scored;
  }

  /** Whether both responses of the row's pair are scored or known to be too long. */
  complete(row: number): boolean {
    return this.firstState[row] !== scoreState.none && this.secondState[row] !== scoreState.none;
  }

  /** Whether a response of the row's pair is known to be too long for the model. */
  tooLong(row: number): boolean {
    return this.firstState[row] === scoreState.too_long || this.secondState[row] === scoreState.too_long;
  }

  /** How many pairs have a response that is known to be too long for the model. */
  tooLongPairs(): number {
    const { firstState, secondState, length } = this;
    let pairs = 0;
    for (let row = 0; row < length; row++) {
      if (firstState[row] === scoreState.too_long || secondState[row] === scoreState.too_long) pairs++;
    }
    return pairs;
  }

  /** Tokens of the longer one of the row's responses that are too long for the model; null where none is. */
  tooLongTokens(row: number): number | null {
    const first = this.firstState[row] === scoreState.too_long ? (this.firstTokens[row] ?? 0) : 0;
    const second = this.secondState[row] === scoreState.too_long ? (this.secondTokens[row] ?? 0) : 0;
    return Math.max(first, second) || null;
  }

  /** Whether this response of the data set is scored or known to be too long. */
  has(response: string): boolean {
    return this.#responses.slots(response).some((slot) => this.#stateAt(slot) !== scoreState.none);
  }

  /** The first row whose pair shows this response; null where the data set does not hold it. */
  rowOf(response: string): number | null {
    const slot = this.#responses.first(response);
    return slot === null ? null : slot >> 1;
  }

  /** Whether the response at a slot of the `responseTable` stands at no earlier one. */
  isFirstPlace(slot: number): boolean {
    return this.#responses.isFirst(slot);
  }

  /** All rows whose pairs show this response, each once. */
  rowsOf(response: string): number[] {
    return [...new Set(this.#responses.slots(response).map((slot) => slot >> 1))];
  }

  /**
   * Takes reward rows in any order; rows of responses that the data set does not hold are left aside.
   *
   * @throws RangeError on a reward that is not finite.
   */
  add(rows: Iterable<RewardRow>): void {
    for (const row of rows) {
      checkRewardRow(row);
      for (const slot of this.#responses.slots(row.response)) this.#set(slot, row.reward, row.tokens);
    }
  }

  /** Takes what the store keeps, in the order in which it was stored: of two rewards of one response the later one counts. */
  addStored({ responses, rewards, tokens }: StoredRewards): void {
    for (let at = 0; at < rewards.length; at++) {
      const reward = rewards[at] ?? NaN;
      const set = (slot: number) => this.#set(slot, Number.isNaN(reward) ? null : reward, tokens[at] ?? 0);
      this.#responses.forEachSlot(responses, at * idLength, set);
    }
  }

  clear(): void {
    this.first.fill(NaN);
    this.second.fill(NaN);
    for (const column of [this.firstState, this.secondState, this.firstTokens, this.secondTokens]) column.fill(0);
    this.data.known[0] = 0;
  }

  #stateAt(slot: number): number {
    return (slot % 2 === 0 ? this.firstState : this.secondState)[slot >> 1] ?? scoreState.none;
  }

  #set(slot: number, reward: number | null, tokens: number): void {
    if (this.#stateAt(slot) === scoreState.none) this.data.known[0] = this.known + 1;
    const isFirst = slot % 2 === 0;
    const row = slot >> 1;
    (isFirst ? this.first : this.second)[row] = reward ?? NaN;
    (isFirst ? this.firstState : this.secondState)[row] = reward === null ? scoreState.too_long : scoreState.scored;
    (isFirst ? this.firstTokens : this.secondTokens)[row] = tokens;
  }
}
