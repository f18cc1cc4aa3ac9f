import { sampleOf } from './RowReader';

/** No row of preference data is this long; a file whose quotes never close must not fill the memory. */
export const maxRowBytes = 64 * 1024 * 1024;
const sampleBytes = 1024;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

export type RowText = { text: string; reason: null } | { text: null; reason: string; sample: string };

/** The bytes of the row that is being collected from chunks. */
export class RowBytes {
  #parts: Uint8Array[] = [];
  #length = 0;

  /** Adds bytes that the chunk's owner may write over later. Beyond the limit only their count is kept. */
  add(bytes: Uint8Array): void {
    if (this.#length <= maxRowBytes && bytes.length > 0) this.#parts.push(bytes.slice());
    this.#length += bytes.length;
    if (this.#length > maxRowBytes) this.#parts = [this.#joined().slice(0, sampleBytes)];
  }

  get length(): number {
    return this.#length;
  }

  /** The row as text, never with bytes replaced, and an empty buffer for the next one. `last` needs no copy. */
  take(last: Uint8Array): RowText {
    const bytes = this.#length === 0 ? last : (this.add(last), this.#joined());
    const length = Math.max(this.#length, bytes.length);
    this.#parts = [];
    this.#length = 0;
    return length > maxRowBytes ? tooLong(bytes, length) : decoded(bytes);
  }

  #joined(): Uint8Array {
    const [first] = this.#parts;
    if (first !== undefined && this.#parts.length === 1) return first;
    const joined = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }
}

function decoded(bytes: Uint8Array): RowText {
  try {
    return { text: strict.decode(bytes), reason: null };
  } catch {
    return { text: null, reason: 'not valid UTF-8', sample: beginning(bytes) };
  }
}

function tooLong(bytes: Uint8Array, length: number): RowText {
  const reason = `${length} bytes long, over the limit of ${maxRowBytes} bytes for one row (a quote or bracket that never closes?)`;
  return { text: null, reason, sample: beginning(bytes) };
}

function beginning(bytes: Uint8Array): string {
  return sampleOf(lenient.decode(bytes.subarray(0, sampleBytes)));
}
