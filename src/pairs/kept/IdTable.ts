import { idLength } from '../idBytes';

const firstSlots = 4096;

/**
 * Finds ids among many by open addressing over numbers: what stands at a place is read back from where the ids lie, so nothing
 * is held twice. Ids are hashes: their first bytes spread them.
 */
export class IdTable {
  #slots = new Uint32Array(firstSlots);
  #count = 0;
  readonly #wordAt: (place: number, word: number) => number;

  /** @param wordAt word 0 to 7 (of 32 bits) of the id at a place. */
  constructor(wordAt: (place: number, word: number) => number) {
    this.#wordAt = wordAt;
  }

  /** The first place with this id, or null. */
  find(id: Uint32Array): number | null {
    for (const place of this.places(id)) return place;
    return null;
  }

  /** All places with this id, in the order in which they came. */
  *places(id: Uint32Array): Generator<number> {
    const mask = this.#slots.length - 1;
    for (let slot = (id[0] ?? 0) & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const place = (this.#slots[slot] ?? 0) - 1;
      if (this.#isAt(place, id)) yield place;
    }
  }

  /** Takes the id that lies at a place. */
  add(place: number): void {
    if (this.#count++ * 2 >= this.#slots.length) this.#grow();
    this.#put(place);
  }

  #isAt(place: number, id: Uint32Array): boolean {
    for (let word = 0; word < idLength / 4; word++) if (this.#wordAt(place, word) !== id[word]) return false;
    return true;
  }

  #put(place: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#wordAt(place, 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = place + 1;
  }

  /** Twice the slots; the old ones are walked in order, from a gap on, so that equal ids stay in the order in which they came. */
  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(2 * old.length);
    const gap = old.indexOf(0);
    for (let step = 0; step < old.length; step++) {
      const entry = old[(gap + step) & (old.length - 1)] ?? 0;
      if (entry !== 0) this.#put(entry - 1);
    }
  }
}
