const smallest = 1024;
/** Bits of the filter by entry that there is room for: one in sixteen of the hashes that are not there passes. */
const filterBits = 16;

/** Entries by 64-bit hash, in open addressing over typed arrays. An entry is known by its number, from 0. */
export class NGramTable {
  /** By place: the number of an entry plus one; 0: free. */
  #places = new Int32Array(2 * smallest);
  #first = new Int32Array(smallest);
  #second = new Int32Array(smallest);
  /** By entry: the next one with the same hash, plus one; 0: none. */
  #next = new Int32Array(smallest);
  /** A bit by the low bits of the first hash: small enough for the processor's cache, it answers for nearly all that is not there. */
  #filter = new Int32Array((filterBits * smallest) >> 5);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The first entry with this hash; -1 where there is none. */
  find(first: number, second: number): number {
    const bit = first & (32 * this.#filter.length - 1);
    if ((((this.#filter[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 0) return -1;
    return (this.#places[this.#placeOf(first, second)] ?? 0) - 1;
  }

  /** The entry after this one with the same hash; -1 where there is none. */
  next(entry: number): number {
    return (this.#next[entry] ?? 0) - 1;
  }

  /** Adds an entry behind those with the same hash and gives its number. */
  add(first: number, second: number): number {
    if (this.#length === this.#first.length) this.#grow();
    const entry = this.#length++;
    this.#first[entry] = first;
    this.#second[entry] = second;
    this.#mark(first);
    const place = this.#placeOf(first, second);
    let last = (this.#places[place] ?? 0) - 1;
    if (last < 0) {
      this.#places[place] = entry + 1;
      return entry;
    }
    while (this.next(last) >= 0) last = this.next(last);
    this.#next[last] = entry + 1;
    return entry;
  }

  /** Where an entry of this hash stands, or would stand. At most half of the places are taken, so there is a free one. */
  #placeOf(first: number, second: number): number {
    const mask = this.#places.length - 1;
    for (let place = (first ^ (second >>> 7)) & mask; ; place = (place + 1) & mask) {
      const entry = (this.#places[place] ?? 0) - 1;
      if (entry < 0 || (this.#first[entry] === first && this.#second[entry] === second)) return place;
    }
  }

  #mark(first: number): void {
    const bit = first & (32 * this.#filter.length - 1);
    this.#filter[bit >> 5] = (this.#filter[bit >> 5] ?? 0) | (1 << (bit & 31));
  }

  #grow(): void {
    const length = 2 * this.#first.length;
    const [first, second, next] = [this.#first, this.#second, this.#next];
    [this.#first, this.#second, this.#next] = [new Int32Array(length), new Int32Array(length), new Int32Array(length)];
    this.#first.set(first);
    this.#second.set(second);
    this.#next.set(next);
    this.#places = new Int32Array(2 * length);
    this.#filter = new Int32Array((filterBits * length) >> 5);
    for (let entry = 0; entry < this.#length; entry++) {
      this.#mark(first[entry] ?? 0);
      const place = this.#placeOf(first[entry] ?? 0, second[entry] ?? 0);
      // Of several with one hash the first stands in its place, and the chain leads to the others.
      if (this.#places[place] === 0) this.#places[place] = entry + 1;
    }
  }
}
