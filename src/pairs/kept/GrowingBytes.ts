const perChunk = 16_384;

/** A column of bytes that grows: rows in any order, 0 where nothing was put. */
export class GrowingBytes {
  readonly #chunks: (Uint8Array<ArrayBuffer> | undefined)[] = [];

  put(row: number, value: number): void {
    const chunk = (this.#chunks[Math.floor(row / perChunk)] ??= new Uint8Array(perChunk));
    chunk[row % perChunk] = value;
  }

  at(row: number): number {
    return this.#chunks[Math.floor(row / perChunk)]?.[row % perChunk] ?? 0;
  }

  /** The first `length` rows. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    for (const [number, chunk] of this.#chunks.entries()) {
      const from = number * perChunk;
      if (chunk !== undefined && from < length) bytes.set(chunk.subarray(0, length - from), from);
    }
    return bytes;
  }
}
