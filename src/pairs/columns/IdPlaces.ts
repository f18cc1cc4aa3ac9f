import { idLength } from '../idBytes';
import type { ColumnMemory } from './ColumnMemory';

/** What a table consists of: it can be handed to another thread and taken up there without building it again. */
export interface IdPlacesData {
  /** By the beginning of an id: its first slot; -1: none. A power of two long. */
  heads: Int32Array;
  /** By slot: the next one with the same beginning; -1: none. */
  next: Int32Array;
}

/**
 * Finds where a content id stands in columns of ids (32 bytes each). A slot numbers a place: `row * columns.length + column`.
 * An id may stand in many. Ids stay bytes: a text for each of a million would take ten times the memory, and minutes.
 */
export class IdPlaces {
  readonly data: IdPlacesData;
  readonly #columns: readonly Uint8Array[];

  constructor(columns: readonly Uint8Array[], data: IdPlacesData) {
    this.#columns = columns;
    this.data = data;
  }

  /** A table over the first `length` rows of the columns. */
  static build(columns: readonly Uint8Array[], length: number, memory: ColumnMemory): IdPlaces {
    const slots = length * columns.length;
    const heads = new Int32Array(memory(4 * 2 ** Math.ceil(Math.log2(slots + 2)))).fill(-1);
    const next = new Int32Array(memory(4 * slots));
    // From the last one back, so that every chain ascends.
    for (let slot = slots - 1; slot >= 0; slot--) {
      const ids = columns[slot % columns.length] ?? new Uint8Array();
      const bucket = wordAt(ids, Math.floor(slot / columns.length) * idLength) & (heads.length - 1);
      next[slot] = heads[bucket] ?? -1;
      heads[bucket] = slot;
    }
    return new IdPlaces(columns, { heads, next });
  }

  /** The slots of an id (hex), ascending; none where no column holds it. */
  slots(id: string): number[] {
    const bytes = bytesOf(id);
    const slots: number[] = [];
    if (bytes !== null) this.forEachSlot(bytes, 0, (slot) => slots.push(slot));
    return slots;
  }

  /** The first slot of an id (hex), or null. */
  first(id: string): number | null {
    return this.slots(id)[0] ?? null;
  }

  /** Whether no earlier slot holds the id of this one: of those that stand in many, each is counted once so. */
  isFirst(slot: number): boolean {
    const width = this.#columns.length;
    const ids = this.#columns[slot % width] ?? new Uint8Array();
    let first = -1;
    this.forEachSlot(ids, Math.floor(slot / width) * idLength, (other) => {
      if (first < 0) first = other;
    });
    return first === slot;
  }

  /** Visits the slots of the id that stands in `bytes` from `at` on, ascending. */
  forEachSlot(bytes: Uint8Array, at: number, visit: (slot: number) => void): void {
    const { heads, next } = this.data;
    // Ids are digests: their first word is as good a hash as any.
    const bucket = wordAt(bytes, at) & (heads.length - 1);
    for (let slot = heads[bucket] ?? -1; slot >= 0; slot = next[slot] ?? -1) {
      if (this.#isAt(slot, bytes, at)) visit(slot);
    }
  }

  #isAt(slot: number, bytes: Uint8Array, at: number): boolean {
    const width = this.#columns.length;
    const ids = this.#columns[slot % width];
    const start = Math.floor(slot / width) * idLength;
    for (let n = 0; n < idLength; n++) if (ids?.[start + n] !== bytes[at + n]) return false;
    return true;
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16);
  return high | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}

/** The 32 bytes of an id; null for a text that is no id. */
function bytesOf(id: string): Uint8Array | null {
  if (id.length !== 2 * idLength) return null;
  const bytes = new Uint8Array(idLength);
  for (let n = 0; n < idLength; n++) {
    const byte = 16 * digitAt(id, 2 * n) + digitAt(id, 2 * n + 1);
    if (Number.isNaN(byte)) return null;
    bytes[n] = byte;
  }
  return bytes;
}

/** The value of a hex digit in lower case; NaN for anything else. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : NaN;
}
