import type { RowBatch } from '../containers/readRows';
import type { RawRow } from '../containers/RowReader';
import type { ColumnMapping } from '../ColumnMapping';
import type { Reading } from '../readItem';
import type { KeptRow } from './itemOfRows';
import type { KeptFolder } from './KeptFolder';
import { partReading, writeReading, type Part, type PartReading } from './ReadingRecord';
import type { RowPlace } from './RowPlace';
import { RowsWriter } from './RowsWriter';

/** A row with the place where it is kept. */
export interface PlacedRow extends KeptRow {
  place: RowPlace;
}

/** A file as its rows are read. */
export interface FileReading {
  reading: Reading;
  mapping: ColumnMapping | null;
}

/** Rows that were read together, with their part of the data set. */
export interface KeptBatch {
  number: number;
  part: PartReading;
}

/** Keeps the rows of an import: JSON Lines as the bytes that they are, rows of all else as JSON that is made of them. */
export class RowKeeper {
  readonly #folder: KeptFolder;
  readonly #files: FileReading[];
  readonly #writer: RowsWriter;
  readonly #parts: PartReading[] = [];
  /** Where the text of the last part begins in the file of rows. */
  #start = 0;

  private constructor(folder: KeptFolder, files: FileReading[], writer: RowsWriter) {
    this.#folder = folder;
    this.#files = files;
    this.#writer = writer;
  }

  static async open(folder: KeptFolder, files: FileReading[]): Promise<RowKeeper> {
    return new RowKeeper(folder, files, await RowsWriter.open(folder));
  }

  /** Takes the text of the batch; its rows follow, one by one, by `keep`. */
  async startBatch(file: number, { entry, text }: RowBatch): Promise<KeptBatch> {
    const part = await this.#part({ file, entry, isMade: text === undefined });
    if (text !== undefined) await this.#writer.copy(text);
    return { number: this.#parts.length - 1, part };
  }

  /** A row and its place. What is made of it waits until `writeFull`. */
  keep({ columns, line, text }: Extract<RawRow, { kind: 'row' }>, { number, part }: KeptBatch): PlacedRow {
    const { at, length } =
      part.isMade || text === undefined
        ? this.#writer.line(JSON.stringify(columns))
        : { at: this.#start + text.at, length: text.length };
    return { columns, line, part, place: { at, length, line, part: number } };
  }

  /** Resolves at once where little waits. */
  async writeFull(): Promise<void> {
    await this.#writer.writeFull();
  }

  /** Writes what is left, and how the rows are read. */
  async finish(): Promise<void> {
    await this.#writer.flush();
    const files = this.#files.map(({ reading, mapping }) => {
      return { name: reading.file, format: reading.format.name, mapping };
    });
    const parts = this.#parts.map(({ file, entry, isMade }) => ({ file, entry, isMade }));
    await writeReading(this.#folder, { version: 1, files, parts });
  }

  async close(): Promise<void> {
    await this.#writer.close();
  }

  async #part(part: Part): Promise<PartReading> {
    const last = this.#parts.at(-1);
    if (last?.file === part.file && last.entry === part.entry && last.isMade === part.isMade) return last;
    await this.#writer.startText();
    this.#start = this.#writer.size;
    const readings = this.#files.map(({ reading }) => reading);
    const opened = partReading(part, readings);
    this.#parts.push(opened);
    return opened;
  }
}
