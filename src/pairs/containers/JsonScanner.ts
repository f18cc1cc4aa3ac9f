const quote = 0x22;
const backslash = 0x5c;

/** Follows JSON byte by byte: how deep it stands in lists and objects, and whether inside a string. */
export class JsonScanner {
  depth = 0;
  inString = false;
  #escaped = false;

  step(byte: number): void {
    if (this.inString) this.#stepInString(byte);
    else if (byte === quote) this.inString = true;
    else if (byte === 0x5b || byte === 0x7b) this.depth++;
    else if (byte === 0x5d || byte === 0x7d) this.depth--;
  }

  /** The next place that is worth a step: inside a string, its end or an escape. */
  skip(chunk: Uint8Array, from: number): number {
    if (!this.inString || this.#escaped) return from;
    let at = from;
    while (at < chunk.length && chunk[at] !== quote && chunk[at] !== backslash) at++;
    return at;
  }

  #stepInString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.inString = false;
  }
}
