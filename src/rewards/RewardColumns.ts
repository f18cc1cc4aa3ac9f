import type { PairIndex } from '../pairs/PairIndex';
import { checkRewardRow } from './checkRewardRow';
import { ResponseSlots } from './ResponseSlots';
import type { RewardRow } from './RewardRow';

/** Codes of `RewardColumns.firstState` and `secondState`. */
export const scoreState = { none: 0, scored: 1, too_long: 2 } as const;

/** One model's rewards of a data set as columns by row of its pair index. Changed in place by `add` and `clear`. */
export class RewardColumns {
  readonly length: number;
  /** Reward of the first and of the second response; NaN where there is none. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** `scoreState` of each. */
  readonly firstState: Uint8Array;
  readonly secondState: Uint8Array;
  /** Tokens of prompt and response, of scored and of too long ones. */
  readonly firstTokens: Uint32Array;
  readonly secondTokens: Uint32Array;
  readonly #slots: ResponseSlots;
  #known = 0;

  constructor(index: PairIndex) {
    this.length = index.length;
    this.first = new Float64Array(index.length).fill(NaN);
    this.second = new Float64Array(index.length).fill(NaN);
    this.firstState = new Uint8Array(index.length);
    this.secondState = new Uint8Array(index.length);
    this.firstTokens = new Uint32Array(index.length);
    this.secondTokens = new Uint32Array(index.length);
    this.#slots = new ResponseSlots(index);
  }

  /** How many responses of pairs (two a row) are scored or known to be too long. */
  get known(): number {
    return this.#known;
  }

  /** Whether both responses of the row's pair are scored or known to be too long. */
  complete(row: number): boolean {
    return this.firstState[row] !== scoreState.none && this.secondState[row] !== scoreState.none;
  }

  /** Whether a response of the row's pair is known to be too long for the model. */
  tooLong(row: number): boolean {
    return this.firstState[row] === scoreState.too_long || this.secondState[row] === scoreState.too_long;
  }

  /** Tokens of the longer one of the row's responses that are too long for the model; null where none is. */
  tooLongTokens(row: number): number | null {
    const first = this.firstState[row] === scoreState.too_long ? (this.firstTokens[row] ?? 0) : 0;
    const second = this.secondState[row] === scoreState.too_long ? (this.secondTokens[row] ?? 0) : 0;
    return Math.max(first, second) || null;
  }

  /** Whether this response of the data set is scored or known to be too long. */
  has(response: string): boolean {
    return this.#slots.of(response).some((slot) => this.#stateAt(slot) !== scoreState.none);
  }

  /** The first row whose pair shows this response; null where the data set does not hold it. */
  rowOf(response: string): number | null {
    const [slot] = this.#slots.of(response);
    return slot === undefined ? null : slot >> 1;
  }

  /**
   * Takes reward rows in any order; rows of responses that the data set does not hold are left aside.
   *
   * @throws RangeError on a reward that is not finite.
   */
  add(rows: Iterable<RewardRow>): void {
    for (const row of rows) {
      checkRewardRow(row);
      for (const slot of this.#slots.of(row.response)) this.#set(slot, row);
    }
  }

  clear(): void {
    this.first.fill(NaN);
    this.second.fill(NaN);
    for (const column of [this.firstState, this.secondState, this.firstTokens, this.secondTokens]) column.fill(0);
    this.#known = 0;
  }

  #stateAt(slot: number): number {
    return (slot % 2 === 0 ? this.firstState : this.secondState)[slot >> 1] ?? scoreState.none;
  }

  #set(slot: number, { reward, tokens }: RewardRow): void {
    if (this.#stateAt(slot) === scoreState.none) this.#known++;
    const isFirst = slot % 2 === 0;
    const row = slot >> 1;
    (isFirst ? this.first : this.second)[row] = reward ?? NaN;
    (isFirst ? this.firstState : this.secondState)[row] = reward === null ? scoreState.too_long : scoreState.scored;
    (isFirst ? this.firstTokens : this.secondTokens)[row] = tokens;
  }
}
