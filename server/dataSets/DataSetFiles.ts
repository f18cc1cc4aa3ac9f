import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Mutex } from '../../src/engine/Mutex';
import { IdPlaces } from '../../src/pairs/columns/IdPlaces';
import { FileError } from '../../src/pairs/containers/FileError';
import type { DataSet } from '../../src/pairs/DataSet';
import { importFile } from '../../src/pairs/importFile';
import type { Item } from '../../src/pairs/Item';
import type { ItemStore } from '../../src/pairs/ItemStore';
import { FolderStore } from '../../src/pairs/kept/FolderStore';
import type { PairIndex } from '../../src/pairs/PairIndex';
import { ProblemError } from '../api/ProblemError';
import { NodeFolder } from '../NodeFolder';
import type { ReceivedFile } from './receiveFile';
import { sourceOfFile } from './sourceOfFile';

/** A data set's pairs as columns, and where each stands in them. */
export interface PairsOfDataSet {
  index: PairIndex;
  rowOf(pair: string): number | null;
}

/** Data sets whose columns stay in memory. */
const keptOpen = 8;

/**
 * The files of the server's data sets, each under the sha256 of what was given: the file itself, and its rows as pairs. What two
 * projects were given lies here once.
 */
export class DataSetFiles {
  readonly #open = new Map<string, Promise<PairsOfDataSet>>();
  readonly #imports = new Mutex();

  private constructor(
    private readonly folder: string,
    private readonly store: FolderStore,
  ) {}

  /** @param dataFolder of the server */
  static async open(dataFolder: string): Promise<DataSetFiles> {
    const folder = join(dataFolder, 'projects');
    for (const name of ['incoming', 'given']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
    await removeAbandoned(join(folder, 'incoming'));
    return new DataSetFiles(folder, new FolderStore(await NodeFolder.open(join(folder, 'data-sets'))));
  }

  get incoming(): string {
    return join(this.folder, 'incoming');
  }

  /**
   * Reads a file that was received into pairs, unless the same bytes are here. One at a time.
   * @throws ProblemError 422 where it holds no pair of a known shape
   */
  take(received: ReceivedFile, name: string): Promise<DataSet> {
    return this.#imports.run(async () => {
      try {
        const known = await this.#find(received.sha256);
        return known ?? (await this.#read(received, name));
      } finally {
        await rm(received.path, { force: true });
      }
    });
  }

  /** What was read of it, with the rows that were not taken. @throws ProblemError 404 where its files are gone */
  async dataSet(id: string): Promise<DataSet> {
    const found = await this.#find(id);
    if (found) return found;
    throw new ProblemError(404, 'Its files are gone', `The files of data set ${id} are not on this server any more.`);
  }

  /** The file as it was given. */
  async given(id: string): Promise<{ path: string; size: number }> {
    const path = join(this.folder, 'given', id);
    return { path, size: (await stat(path)).size };
  }

  pairs(id: string): Promise<PairsOfDataSet> {
    const opening = this.#open.get(id) ?? this.#openPairs(id);
    // The one that was asked for last is thrown out last.
    this.#open.delete(id);
    this.#open.set(id, opening);
    const oldest = this.#open.keys().next();
    if (this.#open.size > keptOpen && !oldest.done) this.#open.delete(oldest.value);
    return opening;
  }

  items(id: string, from: number, to: number): Promise<Item[]> {
    return this.store.items(id, from, to);
  }

  /** What exports read. */
  get itemStore(): Pick<ItemStore, 'pairIndex' | 'items'> {
    return { pairIndex: async (id) => (await this.pairs(id)).index, items: (id, from, to) => this.items(id, from, to) };
  }

  close(): Promise<void> {
    return this.store.close();
  }

  async #find(id: string): Promise<DataSet | null> {
    return (await this.store.dataSets()).find((dataSet) => dataSet.id === id) ?? null;
  }

  async #read({ path, sha256 }: ReceivedFile, name: string): Promise<DataSet> {
    const place = join(this.folder, 'given', sha256);
    await rename(path, place);
    const source = await sourceOfFile(place);
    try {
      const dataSet = await this.#import(sha256, name, source.bytes);
      if (dataSet.pairs > 0) return dataSet;
      await this.store.removeDataSet(sha256);
      throw new ProblemError(422, 'No pairs', `${name} holds no pair. ${firstReason(dataSet)}`);
    } catch (error) {
      await rm(place, { force: true });
      throw error instanceof FileError ? new ProblemError(422, 'No data set', error.message) : error;
    } finally {
      await source.close();
    }
  }

  #import(id: string, name: string, file: Awaited<ReturnType<typeof sourceOfFile>>['bytes']): Promise<DataSet> {
    const request = { name, files: [{ name, file, mapping: null }], attribution: null, notice: null };
    const run = { id, importedAt: new Date().toISOString(), onProgress: () => undefined, signal: { aborted: false } };
    return importFile(request, new AloneStore(this.store), { ...run, pause: letOthersRun });
  }

  #openPairs(id: string): Promise<PairsOfDataSet> {
    const opening = this.store.pairIndex(id).then((index) => {
      const places = IdPlaces.build([index.pairIds], index.length, (bytes) => new ArrayBuffer(bytes));
      return { index, rowOf: (pair: string) => places.first(pair) };
    });
    opening.catch(() => this.#open.delete(id));
    return opening;
  }
}

/** The store without what else is in it: a report must not tell one project what another one has. */
class AloneStore implements ItemStore {
  constructor(private readonly store: ItemStore) {}

  startImport = (id: string) => this.store.startImport(id);
  finishImport = (dataSet: DataSet) => this.store.finishImport(dataSet);
  removeDataSet = (id: string) => this.store.removeDataSet(id);
  dataSets = () => Promise.resolve([]);
  pairIndex = (id: string) => this.store.pairIndex(id);
  pairLabels = (id: string) => this.store.pairLabels(id);
  items = (id: string, from: number, to: number) => this.store.items(id, from, to);
  freeBytes = () => this.store.freeBytes();
}

/** Longer than any request may take. */
const abandonedMs = 3_600_000;

/** What was being sent when a server ended is sent again; another server may be receiving beside this one. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const file = await stat(path).catch(() => null);
    if (file && Date.now() - file.mtimeMs > abandonedMs) await rm(path, { force: true });
  }
}

/** Reading rows is work: requests are answered in between. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function firstReason({ report }: DataSet): string {
  const [first] = report.rejected;
  return first ? `Line ${first.line}: ${first.reason}` : 'It is empty.';
}
