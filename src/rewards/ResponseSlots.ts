import { idLength } from '../pairs/idBytes';
import type { PairIndex } from '../pairs/PairIndex';

/**
 * Where a response stands in a pair index: slot = 2 * row for the first, 2 * row + 1 for the second of a pair. A response
 * may stand in many pairs. Ids stay bytes (no text for each of 200,000), chained by their first bytes.
 */
export class ResponseSlots {
  readonly #firstIds: Uint8Array;
  readonly #secondIds: Uint8Array;
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  constructor(index: PairIndex) {
    this.#firstIds = index.firstIds;
    this.#secondIds = index.secondIds;
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(4 * index.length + 2))).fill(-1);
    this.#next = new Int32Array(2 * index.length);
    for (let slot = 2 * index.length - 1; slot >= 0; slot--) {
      const bucket = this.#bucket(wordAt(this.#idsOf(slot), (slot >> 1) * idLength));
      this.#next[slot] = this.#heads[bucket] ?? -1;
      this.#heads[bucket] = slot;
    }
  }

  /** The slots of a response (its content id in hex), ascending; none where the data set does not hold it. */
  of(response: string): number[] {
    const slots: number[] = [];
    const bucket = this.#bucket(Number.parseInt(response.slice(0, 8), 16));
    for (let slot = this.#heads[bucket] ?? -1; slot >= 0; slot = this.#next[slot] ?? -1) {
      if (this.#isAt(slot, response)) slots.push(slot);
    }
    return slots;
  }

  #idsOf(slot: number): Uint8Array {
    return slot % 2 === 0 ? this.#firstIds : this.#secondIds;
  }

  /** Ids are digests: their first word is as good a hash as any. */
  #bucket(word: number): number {
    return word & (this.#heads.length - 1);
  }

  #isAt(slot: number, response: string): boolean {
    const ids = this.#idsOf(slot);
    const start = (slot >> 1) * idLength;
    for (let n = 0; n < idLength; n++) {
      const byte = 16 * digitAt(response, 2 * n) + digitAt(response, 2 * n + 1);
      if (ids[start + n] !== byte) return false;
    }
    return response.length === 2 * idLength;
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16);
  return high | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}

/** The value of a hex digit in lower case; NaN, which equals no byte, for anything else. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : NaN;
}
