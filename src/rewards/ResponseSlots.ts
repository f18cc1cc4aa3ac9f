import { hexToBytes } from '@noble/hashes/utils.js';
import { idLength } from '../pairs/idBytes';
import type { PairIndex } from '../pairs/PairIndex';

/**
 * Where a response stands in a pair index: slot = 2 * row for the first, 2 * row + 1 for the second of a pair. A response
 * may stand in many pairs. Ids stay bytes (no text for each of 200,000), chained by their first bytes.
 */
export class ResponseSlots {
  readonly #ids: readonly [Uint8Array, Uint8Array];
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  constructor(index: PairIndex) {
    this.#ids = [index.firstIds, index.secondIds];
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(4 * index.length + 2))).fill(-1);
    this.#next = new Int32Array(2 * index.length);
    for (let slot = 2 * index.length - 1; slot >= 0; slot--) {
      const bucket = this.#bucket(this.#ids[slot % 2 === 0 ? 0 : 1], (slot >> 1) * idLength);
      this.#next[slot] = this.#heads[bucket] ?? -1;
      this.#heads[bucket] = slot;
    }
  }

  /** The slots of a response (its content id in hex), ascending; none where the data set does not hold it. */
  of(response: string): number[] {
    const id = hexToBytes(response);
    const slots: number[] = [];
    for (let slot = this.#heads[this.#bucket(id, 0)] ?? -1; slot >= 0; slot = this.#next[slot] ?? -1) {
      if (this.#isAt(slot, id)) slots.push(slot);
    }
    return slots;
  }

  #bucket(bytes: Uint8Array, at: number): number {
    let word = 0;
    for (let i = 0; i < 4; i++) word = (word << 8) | (bytes[at + i] ?? 0);
    return word & (this.#heads.length - 1);
  }

  #isAt(slot: number, id: Uint8Array): boolean {
    const ids = this.#ids[slot % 2 === 0 ? 0 : 1];
    const start = (slot >> 1) * idLength;
    for (let i = 0; i < idLength; i++) if (ids[start + i] !== id[i]) return false;
    return id.length === idLength;
  }
}
