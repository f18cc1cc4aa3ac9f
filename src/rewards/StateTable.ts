import type { ResponseStates } from './ResponseStates';

/** States that were stored together, as columns of equal length. */
export interface StoredStates {
  /** Content ids (hex) of the responses. */
  responses: string[];
  /** `width` numbers a response. */
  states: Float32Array;
  width: number;
}

/** The states of one checkpoint in memory. Of two of one response the later one counts. */
export class StateTable implements ResponseStates {
  readonly #states = new Map<string, Float32Array>();
  #width = 0;

  get width(): number {
    return this.#width;
  }

  get size(): number {
    return this.#states.size;
  }

  of(response: string): Float32Array | null {
    return this.#states.get(response) ?? null;
  }

  responses(): Iterable<string> {
    return this.#states.keys();
  }

  /**
   * Takes states in any order.
   *
   * @throws RangeError where they are of another width than those before, or not `width` numbers each.
   */
  add({ responses, states, width }: StoredStates): void {
    if (this.size > 0 && width !== this.#width)
      throw new RangeError(`States of one checkpoint have one width: these have ${width} numbers, not ${this.#width}.`);
    if (states.length !== responses.length * width)
      throw new RangeError(
        `${responses.length} states of ${width} numbers are ${responses.length * width}, not ${states.length}.`,
      );
    this.#width = width;
    for (const [at, response] of responses.entries())
      this.#states.set(response, states.subarray(at * width, (at + 1) * width));
  }
}
