import { idAt } from '../../pairs/idBytes';
import type { PairIndex } from '../../pairs/PairIndex';
import type { ResponseStates } from '../ResponseStates';

/** The margins that a refitted head gives: what a queue may order by. Never a label, and never a reason for gold. */
export interface RefitScores {
  /** reward(first) - reward(second) of a row of the pair index under the refitted head; NaN where a state is missing. */
  margin(row: number): number;
}

/** A refitted head over the states of a data set's responses. */
export class RefitHead implements RefitScores {
  readonly head: Float64Array;
  readonly #index: Pick<PairIndex, 'firstIds' | 'secondIds'>;
  readonly #states: ResponseStates;

  /** @throws RangeError where head and states differ in width: they are of two models. */
  constructor(head: Float64Array, index: Pick<PairIndex, 'firstIds' | 'secondIds'>, states: ResponseStates) {
    if (head.length !== states.width)
      throw new RangeError(
        `A head of ${head.length} numbers does not fit states of ${states.width}: they come from two models. Refit the head.`,
      );
    this.head = head;
    this.#index = index;
    this.#states = states;
  }

  margin(row: number): number {
    const first = this.#states.of(idAt(this.#index.firstIds, row));
    const second = this.#states.of(idAt(this.#index.secondIds, row));
    if (!first || !second) return NaN;
    return this.head.reduce((sum, weight, at) => sum + weight * ((first[at] ?? 0) - (second[at] ?? 0)), 0);
  }
}
