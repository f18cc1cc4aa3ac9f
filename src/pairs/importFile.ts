import type { ByteSource } from './ByteSource';
import type { ColumnMapping } from './ColumnMapping';
import type { ImportProgress } from './contract';
import { readJsonCells } from './containers/jsonCells';
import { readRows } from './containers/readRows';
import type { RawRow } from './containers/RowReader';
import { FileError } from './containers/FileError';
import type { DataSet } from './DataSet';
import { ItemReader, type ReadOutcome } from './ItemReader';
import { ItemSink } from './ItemSink';
import type { ItemStore } from './ItemStore';
import { readHead, type Head } from './readHead';
import type { Reading } from './readItem';
import { RejectedRows } from './RejectedRows';

export interface FileToImport {
  file: ByteSource;
  name: string;
  mapping: ColumnMapping | null;
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
 * Reads a whole file into the store, row by row: bytes, rows, items, duplicates left out, batches, pair index, report. The data
 * set appears when all of it is written; after an error or a cancel nothing of it is left.
 *
 * @throws FileError where the file holds no rows of a known shape, ImportCancelled, and what the store throws.
 */
export async function importFile(request: FileToImport, store: ItemStore, run: ImportRun): Promise<DataSet> {
  const head = await readHead(request.file, request.name, request.mapping);
  const reading = readingOf(head, request);
  try {
    return await new Import(request, store, run, head, reading).run();
  } catch (error) {
    // What went wrong is told, not that the remains could not be removed: the store does that at its next start.
    await store.removeDataSet(run.id).catch(() => undefined);
    throw error;
  }
}

function readingOf(head: Head, { name, mapping }: FileToImport): Reading {
  if (head.format === null)
    throw new FileError(`${name} has no known shape. Say which column holds what, then load it.`);
  return { format: head.format, source: mapping?.source ?? null, mapped: mapping !== null, file: name };
}

/** Short rows come by the thousand in one chunk of bytes; nobody waits for all of them. */
const rowsBetweenLooks = 1024;

class Import {
  readonly #rejected = new RejectedRows();
  readonly #sink: ItemSink;
  readonly #items: ItemReader;
  #rows = 0;

  constructor(
    private readonly request: FileToImport,
    private readonly store: ItemStore,
    private readonly context: ImportRun,
    private readonly head: Head,
    private readonly reading: Reading,
  ) {
    this.#sink = new ItemSink(context.id, store);
    this.#items = new ItemReader(reading);
  }

  async run(): Promise<DataSet> {
    if (this.#items.isGrouping) await this.#count();
    for await (const { rows, doneBytes, entry } of readRows(this.request.file, this.head.container)) {
      for (const row of rows) {
        await this.#row(row, entry);
        if (this.#rows % rowsBetweenLooks === 0) this.#look(doneBytes);
      }
      this.#look(doneBytes);
    }
    for (const outcome of this.#items.end()) await this.#take(outcome, null);
    return this.#finish();
  }

  /** Reads the file once before, to know which rows belong together; the progress stays at its beginning. */
  async #count(): Promise<void> {
    for await (const { rows } of readRows(this.request.file, this.head.container)) {
      for (const raw of rows) {
        const row = readJsonCells(raw, this.head.jsonCells);
        if (row.kind === 'row') this.#items.count(row);
      }
      this.#look(0);
    }
  }

  async #row(raw: RawRow, entry: string | null): Promise<void> {
    this.#rows++;
    const row = readJsonCells(raw, this.head.jsonCells);
    if (row.kind === 'rejected') this.#rejected.add(row);
    else for (const outcome of this.#items.read(row)) await this.#take(outcome, entry);
  }

  /** Tells how far the import is, and ends it where the person said so. */
  #look(doneBytes: number): void {
    if (this.context.signal.aborted) throw new ImportCancelled(`The import of ${this.request.name} was ended.`);
    const totalBytes = this.request.file.size;
    this.context.onProgress({ doneBytes, totalBytes, rows: this.#rows, pairs: this.#sink.pairs });
  }

  /** @param entry of a zip, in which the lines count: of an item of several rows the entry of its last. */
  async #take(outcome: ReadOutcome, entry: string | null): Promise<void> {
    if (outcome.kind === 'rejected') {
      this.#rejected.add(entry === null ? outcome : { ...outcome, reason: `${entry}: ${outcome.reason}` });
      return;
    }
    if (entry !== null) outcome.item.meta['entry'] = entry;
    await this.#sink.add(outcome.item, outcome.lines.length);
  }

  async #finish(): Promise<DataSet> {
    const index = await this.#sink.finish();
    const { id, importedAt } = this.context;
    const { name, file, attribution, notice } = this.request;
    const format = this.reading.format.title;
    const { kept, items, ...counts } = this.#sink.counts;
    const pairs = index.length;
    const rejected = { rejected: this.#rejected.listed, rejectedBeyond: this.#rejected.beyond };
    const report = { file: name, format, rows: this.#rows, kept, items, pairs, ...counts, ...rejected };
    const dataSet = { id, name, importedAt, format, bytes: file.size, items, pairs, attribution, notice, report };
    await this.store.finishImport({ dataSet, index: index.build(id) });
    return dataSet;
  }
}
