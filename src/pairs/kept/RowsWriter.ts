import { keptFiles, type KeptFolder, type KeptWriter } from './KeptFolder';

const bufferBytes = 1024 * 1024;
const lineFeed = 0x0a;
const encoder = new TextEncoder();

/** Writes `rows.jsonl`: bytes of JSON Lines as they came, and rows of other files as a line of JSON each. */
export class RowsWriter {
  readonly #writer: KeptWriter;
  /** Bytes of the file with what waits to be written. */
  #size = 0;
  #written = 0;
  /** Lines that are made, not yet written. */
  #full: Uint8Array[] = [];
  #buffer = new Uint8Array(bufferBytes);
  #used = 0;
  #lastByte = lineFeed;

  private constructor(writer: KeptWriter) {
    this.#writer = writer;
  }

  static async open(folder: KeptFolder): Promise<RowsWriter> {
    return new RowsWriter(await folder.write(keptFiles.rows, 'empty'));
  }

  /** Where the next byte comes to lie. */
  get size(): number {
    return this.#size;
  }

  /** Ends a last line that has no end, so that the next text begins on a line of its own. */
  async startText(): Promise<void> {
    if (this.#lastByte !== lineFeed) await this.copy(Uint8Array.of(lineFeed));
  }

  /** Writes bytes as they are; they may be written over when this resolves. */
  async copy(bytes: Uint8Array): Promise<void> {
    await this.drain();
    await this.#write(bytes);
    this.#size += bytes.length;
    this.#lastByte = bytes.at(-1) ?? this.#lastByte;
  }

  /** Takes a line; it is written by the next `drain`. */
  line(text: string): { at: number; length: number } {
    const room = text.length * 3 + 1;
    if (room > this.#buffer.length - this.#used) this.#nextBuffer(room);
    const { written } = encoder.encodeInto(text, this.#buffer.subarray(this.#used));
    this.#buffer[this.#used + written] = lineFeed;
    this.#used += written + 1;
    const at = this.#size;
    this.#size += written + 1;
    this.#lastByte = lineFeed;
    return { at, length: written };
  }

  /** Writes full buffers; resolves at once where there are none. */
  async writeFull(): Promise<void> {
    for (const bytes of this.#full.splice(0)) await this.#write(bytes);
  }

  /** Writes all that waits. */
  async drain(): Promise<void> {
    if (this.#used > 0) this.#nextBuffer(0);
    await this.writeFull();
  }

  async flush(): Promise<void> {
    await this.drain();
    await this.#writer.flush();
  }

  async close(): Promise<void> {
    await this.#writer.close();
  }

  #nextBuffer(room: number): void {
    if (this.#used > 0) this.#full.push(this.#buffer.subarray(0, this.#used));
    this.#buffer = new Uint8Array(Math.max(bufferBytes, room));
    this.#used = 0;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    await this.#writer.write(bytes, this.#written);
    this.#written += bytes.length;
  }
}
