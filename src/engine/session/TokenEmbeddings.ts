import { toFloat32 } from '../checkpoint/toFloat32';
import { elementBytes } from '../checkpoint/safetensors';
import type { OpenFile } from '../files/FileFolder';
import type { EmbeddingsLayout } from '../graphs/GraphManifest';

/** Tables up to this size are held in memory as 32-bit floats. */
const smallTableBytes = 64 * 1024 * 1024;

/** Rows of larger tables that are held once read: texts repeat a few thousand words most of the time. */
const heldRows = 16_384;

/** Rows of the table of words, as 32-bit floats. */
interface WordRows {
  /** Makes the rows of these ids ready for `row`. */
  fetch(ids: Iterable<number>): Promise<void>;
  row(id: number): Float32Array;
}

/**
 * The embeddings that turn token ids into the graph's input. They stay on the host: looking rows up costs little there,
 * and the largest table of a model then needs no memory on the GPU.
 */
export class TokenEmbeddings {
  private constructor(
    private readonly layout: EmbeddingsLayout,
    private readonly words: WordRows,
    private readonly places: Float32Array | null,
    private readonly file: OpenFile,
  ) {}

  /** Takes the file over: `close` closes it. */
  static async open(file: OpenFile, layout: EmbeddingsLayout): Promise<TokenEmbeddings> {
    const { width, words, type, positions } = layout;
    const wordBytes = words * width * elementBytes[type];
    const table = words * width * 4 <= smallTableBytes ? toFloat32(await file.read(0, wordBytes), type) : null;
    const rows = table ? new HeldTable(table, width) : new ReadRows(file, layout);
    const places = positions > 0 ? toFloat32(await file.read(wordBytes, file.size), 'F32') : null;
    return new TokenEmbeddings(layout, rows, places, file);
  }

  get width(): number {
    return this.layout.width;
  }

  get vocabulary(): number {
    return this.layout.words;
  }

  /** Embeddings of texts in a batch, `[texts, length, width]`; padding on the right is zeros. */
  async batch(texts: readonly Int32Array[], length: number): Promise<Float32Array<ArrayBuffer>> {
    const out = new Float32Array(texts.length * length * this.width);
    await this.words.fetch(new Set(texts.flatMap((ids) => [...ids])));
    texts.forEach((ids, row) => this.write(ids, out, row * length * this.width));
    return out;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private write(ids: Int32Array, out: Float32Array, start: number): void {
    const { width, words, places } = this;
    for (let position = 0; position < ids.length; position += 1) {
      const row = words.row(ids[position] as number);
      const to = start + position * width;
      if (!places) out.set(row, to);
      else
        for (let at = 0; at < width; at += 1)
          out[to + at] = (row[at] as number) + (places[position * width + at] as number);
    }
  }
}

/** A table that fits in memory. */
class HeldTable implements WordRows {
  constructor(
    private readonly table: Float32Array,
    private readonly width: number,
  ) {}

  fetch(): Promise<void> {
    return Promise.resolve();
  }

  row(id: number): Float32Array {
    return this.table.subarray(id * this.width, (id + 1) * this.width);
  }
}

/** A table that stays in its file; the rows read last are held. */
class ReadRows implements WordRows {
  private readonly held = new Map<number, Float32Array>();

  constructor(
    private readonly file: OpenFile,
    private readonly layout: EmbeddingsLayout,
  ) {}

  async fetch(ids: Iterable<number>): Promise<void> {
    const wanted = [...ids];
    const missing = wanted.filter((id) => !this.held.has(id)).sort((a, b) => a - b);
    this.makeRoom(wanted, missing.length);
    const { width, type } = this.layout;
    const rowBytes = width * elementBytes[type];
    const bytes = await this.file.readMany(
      missing.map((id) => id * rowBytes),
      rowBytes,
    );
    const numbers = toFloat32(bytes, type);
    missing.forEach((id, index) => this.held.set(id, numbers.slice(index * width, (index + 1) * width)));
  }

  row(id: number): Float32Array {
    const row = this.held.get(id);
    if (!row) throw new RangeError(`Token ${id} has no embedding: the table has ${this.layout.words} rows.`);
    return row;
  }

  /** Drops the rows that were read first, but none that this batch wants. */
  private makeRoom(wanted: readonly number[], missing: number): void {
    if (this.held.size + missing <= heldRows) return;
    const kept = new Set(wanted);
    for (const id of this.held.keys()) {
      if (this.held.size + missing <= heldRows) return;
      if (!kept.has(id)) this.held.delete(id);
    }
  }
}
