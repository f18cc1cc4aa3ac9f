import { cellReader, type Cell } from './cellReader';
import type { ChunkBytes } from './ChunkBytes';
import { joinPages, readPage, type Page } from './Page';
import type { HeldPages } from './HeldPages';
import type { PageHeader } from './PageHeader';
import { ParquetDamage } from './ParquetDamage';
import { readPlain, type LeafReading } from './readCells';
import type { ColumnChunk } from './readFooter';
import type { SchemaNode } from './SchemaNode';
import { unpackPage } from './unpackPage';

const nothing = { unpackedBytes: 0, values: 0 };
/** Values in one row: a list that never ends must not fill the memory. */
const maxRowValues = 2 ** 20;
/** Pages that one row goes over: each is put to what is there of the row, over and over. */
const maxRowPages = 256;

/** Walks over the values of one leaf in one row group, a page at a time. */
export class LeafCursor {
  readonly #bytes: ChunkBytes;
  readonly #reading: LeafReading;
  #page: Page = { count: 0, definition: null, repetition: null, cells: [] };
  #at = 0;
  #cellAt = 0;
  #rowEnd = 0;
  /** Of the page and the dictionary at hand. */
  #held = { page: nothing, dictionary: nothing };
  /** Pages that were read since the last whole row. */
  #rowPages = 0;
  /** Values on pages that have not been read. */
  #unread: number;

  constructor(
    private readonly leaf: SchemaNode,
    private readonly chunk: ColumnChunk,
    private readonly pages: HeldPages,
    bytes: ChunkBytes,
  ) {
    const type = leaf.leaf;
    if (type === null) throw new TypeError(`${leaf.name} is no leaf`);
    this.#bytes = bytes;
    this.#reading = { type, cell: cellReader(type), dictionary: null };
    this.#unread = chunk.values;
  }

  get doneBytes(): number {
    return this.#bytes.done;
  }

  /** Whether the row after the last one has been read whole. */
  get hasRow(): boolean {
    return this.#rowEnd > this.#at || this.#findRow();
  }

  get isAtEnd(): boolean {
    return this.#at === this.#page.count && this.#unread === 0;
  }

  get isAtRowEnd(): boolean {
    return this.#at === this.#rowEnd;
  }

  /** @throws ParquetDamage where there are no more values, and where the next page cannot be read. */
  async load(): Promise<void> {
    for (;;) {
      const header = this.#unread === 0 ? null : await this.#bytes.header();
      if (header === null) throw new ParquetDamage(`column "${this.leaf.name}" ends before its row group does`);
      const stored = await this.#bytes.page(header);
      if (header.kind !== 'index') this.#hold(header.kind === 'dictionary' ? 'dictionary' : 'page', header);
      if (header.kind === 'dictionary') this.#readDictionary(header, stored);
      else if (header.kind !== 'index')
        return this.#add(readPage(header, stored, this.chunk.codec, this.leaf, this.#reading));
    }
  }

  /** The levels of the next value: how deep it is there, and which list it goes on. */
  get definition(): number {
    return this.#page.definition === null ? this.leaf.definition : (this.#page.definition[this.#at] ?? 0);
  }

  get repetition(): number {
    return this.#page.repetition?.[this.#at] ?? 0;
  }

  /** The next value, which must be there. */
  take(): Cell {
    const cell = this.definition === this.leaf.definition ? this.#page.cells[this.#cellAt++] : undefined;
    if (cell === undefined) throw this.#misplaced();
    this.#step();
    return cell;
  }

  /** Goes over a value that is not there at this level. */
  skip(level: number): void {
    if (this.definition >= level) throw this.#misplaced();
    this.#step();
  }

  #step(): void {
    if (this.#at >= this.#rowEnd) throw this.#misplaced();
    this.#at++;
  }

  #misplaced(): ParquetDamage {
    return new ParquetDamage(`the lists of column "${this.leaf.name}" contradict those beside it`);
  }

  #findRow(): boolean {
    const { count, repetition } = this.#page;
    if (this.#at >= count) return false;
    if (repetition !== null && repetition[this.#at] !== 0) throw this.#misplaced();
    let end = this.#at + 1;
    if (repetition !== null) while (end < count && repetition[end] !== 0) end++;
    if (end - this.#at > maxRowValues) throw new ParquetDamage(`one row with more than ${maxRowValues} values`);
    // Only the page after it tells whether a list at a page's end goes on.
    if (repetition !== null && end === count && this.#unread > 0) return false;
    this.#rowEnd = end;
    this.#rowPages = 0;
    return true;
  }

  #hold(what: 'page' | 'dictionary', header: PageHeader): void {
    this.pages.replace(this.#held[what], header);
    this.#held[what] = header;
  }

  #readDictionary({ values, unpackedBytes }: PageHeader, stored: Uint8Array): void {
    const { type, cell } = this.#reading;
    this.#reading.dictionary = readPlain(unpackPage(this.chunk.codec, stored, unpackedBytes), values, type, cell);
  }

  #add(page: Page): void {
    if (page.count > this.#unread) throw new ParquetDamage(`column "${this.leaf.name}" has more values than it says`);
    if (++this.#rowPages > maxRowPages) throw new ParquetDamage(`one row on more than ${maxRowPages} pages`);
    this.#unread -= page.count;
    this.#page = joinPages(this.#page, this.#at, this.#cellAt, page);
    this.#at = 0;
    this.#cellAt = 0;
    this.#rowEnd = 0;
  }
}
