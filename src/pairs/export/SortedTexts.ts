import type { ScratchFile, ScratchFolder, ScratchWriter } from './Scratch';

/** One bucket for each first byte of an id: of a gigabyte of texts, 4 MB are in memory at a time. */
const buckets = 256;
/** UTF-16 units of text that a bucket gathers before they are written. */
const unitsAtATime = 1 << 16;
const idUnits = 64;

interface Bucket {
  lines: string[];
  units: number;
  /** Where its pieces lie in the file. */
  pieces: { from: number; to: number }[];
}

/**
 * Texts under content ids, put into a file in any order and read in the order of their ids as often as wanted. A text holds no
 * line feed (JSON has none) and no lone surrogate. Texts under one id come in the order in which they were put.
 */
export class SortedTexts {
  readonly #folder: ScratchFolder;
  readonly #name: string;
  readonly #buckets: Bucket[] = Array.from({ length: buckets }, () => ({ lines: [], units: 0, pieces: [] }));
  #writer: ScratchWriter | null;
  #end = 0;
  #length = 0;

  private constructor(folder: ScratchFolder, name: string, writer: ScratchWriter) {
    this.#folder = folder;
    this.#name = name;
    this.#writer = writer;
  }

  /** Begins an empty file of that name. */
  static async begin(folder: ScratchFolder, name: string): Promise<SortedTexts> {
    return new SortedTexts(folder, name, await folder.write(name, 'empty'));
  }

  /** How many texts were put. */
  get length(): number {
    return this.#length;
  }

  /** @param id 64 hex digits. Resolves at once unless a piece is written. */
  async put(id: string, text: string): Promise<void> {
    const bucket = this.#buckets[Number.parseInt(id.slice(0, 2), 16)];
    if (bucket === undefined || id.length !== idUnits)
      throw new RangeError(`A text belongs to a content id, 64 hex digits, not to "${id.slice(0, 80)}".`);
    bucket.lines.push(id + text);
    bucket.units += idUnits + text.length;
    this.#length++;
    if (bucket.units >= unitsAtATime) await this.#write(bucket);
  }

  /** To be called once after the last text, and before the first is read. */
  async finish(): Promise<void> {
    for (const bucket of this.#buckets) if (bucket.lines.length > 0) await this.#write(bucket);
    await this.#writer?.close();
    this.#writer = null;
  }

  /** All texts in ascending order of their ids. */
  async *inOrder(): AsyncGenerator<string> {
    if (this.#end === 0) return;
    const file = await this.#folder.open(this.#name);
    if (file === null)
      throw new Error('The export has lost its working file: the storage of this site was cleared. Start it again.');
    try {
      for (const { pieces } of this.#buckets) {
        const lines = await linesOf(file, pieces);
        for (const line of lines.sort(byId)) yield line.slice(idUnits);
      }
    } finally {
      await file.close();
    }
  }

  /** Ends the use of the file and removes it. */
  async remove(): Promise<void> {
    await this.#writer?.close();
    this.#writer = null;
    await this.#folder.remove(this.#name);
  }

  async #write(bucket: Bucket): Promise<void> {
    const bytes = new TextEncoder().encode(`${bucket.lines.join('\n')}\n`);
    bucket.lines = [];
    bucket.units = 0;
    const from = this.#end;
    this.#end += bytes.length;
    bucket.pieces.push({ from, to: this.#end });
    await this.#writer?.write(bytes, from);
  }
}

async function linesOf(file: ScratchFile, pieces: Bucket['pieces']): Promise<string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const lines: string[] = [];
  for (const { from, to } of pieces) {
    const texts = decoder.decode(await file.read(from, to)).split('\n');
    texts.pop();
    for (const text of texts) lines.push(text);
  }
  return lines;
}

/** Sorting is stable, so that texts under one id keep their order. */
function byId(one: string, other: string): number {
  const [a, b] = [one.slice(0, idUnits), other.slice(0, idUnits)];
  return a === b ? 0 : a < b ? -1 : 1;
}
