const perChunk = 16_384;

/** Whole numbers of 32 bits, as many as come: what is there is never copied while it grows. */
export class GrowingNumbers {
  readonly #chunks: Uint32Array<ArrayBuffer>[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const at = this.#length++ % perChunk;
    if (at === 0) this.#chunks.push(new Uint32Array(perChunk));
    const chunk = this.#chunks.at(-1);
    if (chunk !== undefined) chunk[at] = value;
  }

  /** The number at a place; 0 beyond the last. */
  at(place: number): number {
    return this.#chunks[Math.floor(place / perChunk)]?.[place % perChunk] ?? 0;
  }
}
