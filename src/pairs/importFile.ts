import type { ImportProgress } from './contract';
import { readJsonCells } from './containers/jsonCells';
import { FileError } from './containers/FileError';
import { readRows, type RowBatch } from './containers/readRows';
import type { DataSet } from './DataSet';
import { ItemReader, type ReadOutcome } from './ItemReader';
import { ItemSink } from './ItemSink';
import type { ItemStore } from './ItemStore';
import type { KeptFolder } from './kept/KeptFolder';
import { partReading } from './kept/ReadingRecord';
import { RowKeeper, type KeptBatch, type PlacedRow } from './kept/RowKeeper';
import { checkRoom, openFiles, roomNeeded, type OpenedFile, type SourceFile } from './openFiles';
import { RejectedRows } from './RejectedRows';
import { prepareSha256 } from './sha256Hex';

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
  /** Resolves in another task, in workers: the wish to cancel is a message, which is heard between two tasks only. */
  pause?: () => Promise<void>;
}

/** The person ended the import; nothing of it is left. */
export class ImportCancelled extends Error {
  override name = 'ImportCancelled';
}

/**
 * Reads files whole into the store, row by row: bytes, rows, items, places, pair index, report. The rows are kept once, nothing of
 * them stays in memory. The data set appears when all of it is written; after an error or a cancel nothing of it is left.
 *
 * @throws FileError where a file holds no rows of a known shape or there is no room, ImportCancelled, and what the store throws.
 */
export async function importFile(request: FilesToImport, store: ItemStore, run: ImportRun): Promise<DataSet> {
  if (request.files.length === 0) throw new FileError(`${request.name} has no files. Choose at least one.`);
  await prepareSha256();
  const files = await openFiles(request.files);
  checkRoom(request.name, roomNeeded(files), await store.freeBytes());
  try {
    return await importInto(await store.startImport(run.id), { request, files, store, run });
  } catch (error) {
    // What went wrong is told, not that the remains could not be removed: the store does that at its next start.
    await store.removeDataSet(run.id).catch(() => undefined);
    throw error;
  }
}

interface Job {
  request: FilesToImport;
  files: OpenedFile[];
  store: ItemStore;
  run: ImportRun;
}

async function importInto(folder: KeptFolder, job: Job): Promise<DataSet> {
  const others = await job.store.dataSets();
  const keeper = await RowKeeper.open(folder, job.files);
  const sink = await ItemSink.open(folder);
  const running = new Import(job, keeper, sink);
  try {
    await running.read();
    await keeper.finish();
    const alsoIn = await sink.finish(folder, others, job.store);
    await running.look({ isLast: true });
    const dataSet = running.dataSet(alsoIn);
    // What is open in a folder cannot be removed, and what is seen must be whole.
    await Promise.all([keeper.close(), sink.close()]);
    await job.store.finishImport(dataSet);
    return dataSet;
  } catch (error) {
    await Promise.allSettled([keeper.close(), sink.close()]);
    throw error;
  }
}

/** Rows between two looks at the clock, and milliseconds between two reports of progress. */
const rowsBetweenLooks = 256;
const msBetweenReports = 100;

class Import {
  readonly #rejected = new RejectedRows();
  readonly #items = new ItemReader<PlacedRow>();
  readonly #totalBytes: number;
  #rows = 0;
  #doneBytes = 0;
  #reportedAt = -Infinity;

  constructor(
    private readonly job: Job,
    private readonly keeper: RowKeeper,
    private readonly sink: ItemSink,
  ) {
    this.#totalBytes = job.files.reduce((sum, { file }) => sum + file.size, 0);
  }

  async read(): Promise<void> {
    const { files } = this.job;
    for (const [number, one] of files.entries()) if (one.reading.format.grouped) await this.#count(one, number);
    let before = 0;
    for (const [number, one] of files.entries()) {
      for await (const batch of readRows(one.file, one.head.container)) {
        await this.#batch(batch, number);
        this.#doneBytes = before + batch.doneBytes;
        await this.look();
      }
      before += one.file.size;
    }
    for (const outcome of this.#items.end()) this.#take(outcome);
  }

  /** Tells how far the import is, and ends it where the person said so. */
  async look({ isLast = false } = {}): Promise<void> {
    if (this.job.run.signal.aborted) throw new ImportCancelled(`The import of ${this.job.request.name} was ended.`);
    const now = Date.now();
    if (!isLast && now - this.#reportedAt < msBetweenReports) return;
    this.#reportedAt = now;
    const { pairs } = this.sink;
    this.job.run.onProgress({ doneBytes: this.#doneBytes, totalBytes: this.#totalBytes, rows: this.#rows, pairs });
    await this.job.run.pause?.();
  }

  /** The finished data set. */
  dataSet(alsoIn: DataSet['report']['alsoIn']): DataSet {
    const { request, files, run } = this.job;
    const { name, attribution, notice } = request;
    const format = [...new Set(files.map(({ report }) => report.format))].join(', ');
    const { kept, items, ...counts } = this.sink.counts;
    const { pairs } = this.sink;
    const rejected = { rejected: this.#rejected.listed, rejectedBeyond: this.#rejected.beyond };
    const found = { alsoIn, files: files.map(({ report }) => report) };
    const report = { file: name, format, rows: this.#rows, kept, items, pairs, ...counts, ...found, ...rejected };
    const { id, importedAt } = run;
    return { id, name, importedAt, format, bytes: this.#totalBytes, items, pairs, attribution, notice, report };
  }

  /** Reads a file once before, to know which rows belong together; the progress stays at its beginning. */
  async #count({ file, head }: OpenedFile, number: number): Promise<void> {
    const readings = this.job.files.map(({ reading }) => reading);
    for await (const { rows, entry, kind } of readRows(file, head.container)) {
      const jsonCells = jsonCellsOf(head, kind);
      const part = partReading({ file: number, entry, isMade: true }, readings);
      for (const [at, raw] of rows.entries()) {
        const row = readJsonCells(raw, jsonCells);
        if (row.kind === 'row')
          this.#items.count({ ...row, part, place: { at: 0, length: 0, line: row.line, part: 0 } });
        if (at % rowsBetweenLooks === 0) await this.look();
      }
    }
  }

  async #batch(batch: RowBatch, file: number): Promise<void> {
    const { head, report } = this.#file(file);
    const kept = await this.keeper.startBatch(file, batch);
    const jsonCells = jsonCellsOf(head, batch.kind);
    for (const raw of batch.rows) {
      report.rows++;
      const row = readJsonCells(raw, jsonCells);
      if (row.kind === 'rejected') this.#reject(file, row);
      else this.#row(row, kept);
      if (++this.#rows % rowsBetweenLooks !== 0) continue;
      await this.keeper.writeFull();
      await this.sink.writeFull();
      await this.look();
    }
  }

  #row(row: Parameters<RowKeeper['keep']>[0], batch: KeptBatch): void {
    const placed = this.keeper.keep(row, batch);
    for (const outcome of this.#items.read(placed)) this.#take(outcome);
  }

  #take(outcome: ReadOutcome<PlacedRow>): void {
    if (outcome.kind === 'rejected') {
      const { row, reason, sample } = outcome;
      const { file, entry } = row.part;
      const where = entry === null ? reason : `${entry}: ${reason}`;
      return this.#reject(file, { line: row.line, reason: where, sample });
    }
    const fate = this.sink.add(
      outcome.item,
      outcome.rows.map(({ place }) => place),
    );
    for (const { part } of outcome.rows) this.#file(part.file).report[fate]++;
  }

  #reject(file: number, row: { line: number; reason: string; sample: string }): void {
    const { name, report } = this.#file(file);
    report.rejected++;
    this.#rejected.add({ ...row, file: name });
  }

  #file(number: number): OpenedFile {
    const file = this.job.files[number];
    if (file === undefined) throw new RangeError(`The import has no file number ${number}.`);
    return file;
  }
}

/** Only tables have cells: what stands beside one in a zip has values, and its texts are texts. */
function jsonCellsOf({ jsonCells }: OpenedFile['head'], kind: RowBatch['kind']): string[] {
  return kind === 'csv' ? jsonCells : [];
}
