import type { ByteSource } from './ByteSource';
import type { ColumnMapping } from './ColumnMapping';
import type { ImportProgress } from './contract';
import { readJsonCells } from './containers/jsonCells';
import { readRows } from './containers/readRows';
import type { RawRow } from './containers/RowReader';
import { FileError } from './containers/FileError';
import type { DataSet } from './DataSet';
import type { FileReport } from './ImportReport';
import { ItemReader, type ReadOutcome } from './ItemReader';
import { ItemSink } from './ItemSink';
import type { ItemStore } from './ItemStore';
import { readHead, type Head } from './readHead';
import type { Reading } from './readItem';
import { RejectedRows } from './RejectedRows';

/** One file of an import, with what its columns mean where a person said so. */
export interface SourceFile {
  name: string;
  file: ByteSource;
  mapping: ColumnMapping | null;
}

/** Files that become one data set. */
export interface FilesToImport {
  /** Of the data set. */
  name: string;
  files: SourceFile[];
  attribution: string | null;
  notice: string | null;
}

export interface ImportRun {
  /** UUIDv7 of the new data set. */
  id: string;
  /** ISO 8601, UTC. */
  importedAt: string;
  onProgress: (progress: ImportProgress) => void;
  signal: { readonly aborted: boolean };
}

/** The person ended the import; nothing of it is left. */
export class ImportCancelled extends Error {
  override name = 'ImportCancelled';
}

/**
 * Reads files whole into the store, row by row: bytes, rows, items, duplicates left out, batches, pair index, report. The data set
 * appears when all of it is written; after an error or a cancel nothing of it is left.
 *
 * @throws FileError where a file holds no rows of a known shape, ImportCancelled, and what the store throws.
 */
export async function importFile(request: FilesToImport, store: ItemStore, run: ImportRun): Promise<DataSet> {
  const files: OpenedFile[] = [];
  for (const one of request.files) files.push(await opened(one));
  if (files.length === 0) throw new FileError(`${request.name} has no files. Choose at least one.`);
  try {
    return await new Import(request, files, store, run).run();
  } catch (error) {
    // What went wrong is told, not that the remains could not be removed: the store does that at its next start.
    await store.removeDataSet(run.id).catch(() => undefined);
    throw error;
  }
}

/** A file of which the beginning says how it is read. */
interface OpenedFile extends SourceFile {
  head: Head;
  reading: Reading;
  items: ItemReader;
  report: FileReport;
}

async function opened(one: SourceFile): Promise<OpenedFile> {
  const { name, file, mapping } = one;
  const head = await readHead(file, name, mapping);
  if (head.format === null)
    throw new FileError(`${name} has no known shape. Say which column holds what, then load it.`);
  const reading = { format: head.format, source: mapping?.source ?? null, mapped: mapping !== null, file: name };
  const counts = { rows: 0, kept: 0, duplicates: 0, conflicts: 0, rejected: 0 };
  const report = { file: name, format: head.format.title, bytes: file.size, ...counts };
  return { ...one, head, reading, items: new ItemReader(reading), report };
}

/** Short rows come by the thousand in one chunk of bytes; nobody waits for all of them. */
const rowsBetweenLooks = 1024;

class Import {
  readonly #rejected = new RejectedRows();
  readonly #sink: ItemSink;
  readonly #totalBytes: number;
  #rows = 0;
  /** Bytes of the files before the one that is read. */
  #before = 0;

  constructor(
    private readonly request: FilesToImport,
    private readonly files: OpenedFile[],
    private readonly store: ItemStore,
    private readonly context: ImportRun,
  ) {
    this.#sink = new ItemSink(context.id, store);
    this.#totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  }

  async run(): Promise<DataSet> {
    for (const one of this.files) if (one.items.isGrouping) await this.#count(one);
    for (const one of this.files) {
      await this.#read(one);
      this.#before += one.file.size;
    }
    return this.#finish();
  }

  /** Reads the file once before, to know which rows belong together; the progress stays at its beginning. */
  async #count({ file, head, items }: OpenedFile): Promise<void> {
    for await (const { rows } of readRows(file, head.container)) {
      for (const raw of rows) {
        const row = readJsonCells(raw, head.jsonCells);
        if (row.kind === 'row') items.count(row);
      }
      this.#look(0);
    }
  }

  async #read(one: OpenedFile): Promise<void> {
    for await (const { rows, doneBytes, entry } of readRows(one.file, one.head.container)) {
      for (const row of rows) {
        await this.#row(row, one, entry);
        if (this.#rows % rowsBetweenLooks === 0) this.#look(doneBytes);
      }
      this.#look(doneBytes);
    }
    for (const outcome of one.items.end()) await this.#take(outcome, one, null);
  }

  async #row(raw: RawRow, one: OpenedFile, entry: string | null): Promise<void> {
    this.#rows++;
    one.report.rows++;
    const row = readJsonCells(raw, one.head.jsonCells);
    if (row.kind === 'rejected') this.#reject(one, row);
    else for (const outcome of one.items.read(row)) await this.#take(outcome, one, entry);
  }

  /** Tells how far the import is, and ends it where the person said so. */
  #look(doneBytes: number): void {
    if (this.context.signal.aborted) throw new ImportCancelled(`The import of ${this.request.name} was ended.`);
    const done = { doneBytes: this.#before + doneBytes, totalBytes: this.#totalBytes };
    this.context.onProgress({ ...done, rows: this.#rows, pairs: this.#sink.pairs });
  }

  /** @param entry of a zip, in which the lines count: of an item of several rows the entry of its last. */
  async #take(outcome: ReadOutcome, one: OpenedFile, entry: string | null): Promise<void> {
    if (outcome.kind === 'rejected') {
      this.#reject(one, entry === null ? outcome : { ...outcome, reason: `${entry}: ${outcome.reason}` });
      return;
    }
    if (entry !== null) outcome.item.meta['entry'] = entry;
    if (this.files.length > 1) outcome.item.meta['file'] = one.name;
    const rows = outcome.lines.length;
    one.report[await this.#sink.add(outcome.item, rows)] += rows;
  }

  #reject({ name, report }: OpenedFile, row: { line: number; reason: string; sample: string }): void {
    report.rejected++;
    this.#rejected.add({ file: name, ...row });
  }

  async #finish(): Promise<DataSet> {
    const index = await this.#sink.finish();
    const { id, importedAt } = this.context;
    const { name, attribution, notice } = this.request;
    const format = [...new Set(this.files.map(({ report }) => report.format))].join(', ');
    const { kept, items, ...counts } = this.#sink.counts;
    const pairs = index.length;
    const rejected = { rejected: this.#rejected.listed, rejectedBeyond: this.#rejected.beyond };
    const files = this.files.map(({ report }) => report);
    const found = { sameResponses: 0, alsoIn: [], files };
    const report = { file: name, format, rows: this.#rows, kept, items, pairs, ...counts, ...found, ...rejected };
    const set = { id, name, importedAt, format, bytes: this.#totalBytes, items, pairs };
    const dataSet = { ...set, attribution, notice, report };
    await this.store.finishImport({ dataSet, index: index.build(id) });
    return dataSet;
  }
}
