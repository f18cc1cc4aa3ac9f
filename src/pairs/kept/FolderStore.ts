import { completeReport } from '../ImportReport';
import type { DataSet } from '../DataSet';
import type { Item } from '../Item';
import type { ItemStore } from '../ItemStore';
import type { PairIndex } from '../PairIndex';
import { readIndex, readPairLabels, type PairLabels } from './indexFile';
import { KeptItems } from './KeptItems';
import type { KeptFolder } from './KeptFolder';
import { findRecord, writeRecord } from './recordFile';

/** Data sets in a folder, each in a folder of its own: where there is no database, as on the command line and in tests. */
export class FolderStore implements ItemStore {
  readonly #folder: KeptFolder;
  readonly #items = new Map<string, Promise<KeptItems>>();

  constructor(folder: KeptFolder) {
    this.#folder = folder;
  }

  async startImport(dataSet: string): Promise<KeptFolder> {
    await this.#folder.remove(dataSet);
    return this.#folder.folder(dataSet);
  }

  async finishImport(dataSet: DataSet): Promise<void> {
    await writeRecord(await this.#folder.folder(dataSet.id), dataSet);
  }

  async removeDataSet(dataSet: string): Promise<void> {
    await this.close(dataSet);
    await this.#folder.remove(dataSet);
  }

  async dataSets(): Promise<DataSet[]> {
    const found: DataSet[] = [];
    for (const { name, kind } of await this.#folder.list()) {
      const record = kind === 'folder' ? await this.#record(name) : null;
      if (record !== null) found.push(record);
    }
    return found.sort((one, other) => Date.parse(one.importedAt) - Date.parse(other.importedAt));
  }

  async pairIndex(dataSet: string): Promise<PairIndex> {
    return readIndex(await this.#finished(dataSet), dataSet);
  }

  async *pairLabels(dataSet: string): AsyncGenerator<PairLabels> {
    yield* readPairLabels(await this.#finished(dataSet));
  }

  async items(dataSet: string, from: number, to: number): Promise<Item[]> {
    const opening = this.#items.get(dataSet) ?? this.#finished(dataSet).then((folder) => new KeptItems(folder));
    this.#items.set(dataSet, opening);
    try {
      return await (await opening).items(from, to);
    } catch (error) {
      // What could not be read now may be there the next time.
      await this.close(dataSet);
      throw error;
    }
  }

  /** Nobody asks a plain folder; a disk that is full is told when it is. */
  freeBytes(): Promise<number | null> {
    return Promise.resolve(null);
  }

  /** Closes the files of a data set, or of all. */
  async close(dataSet?: string): Promise<void> {
    for (const [id, opening] of [...this.#items]) {
      if (dataSet !== undefined && id !== dataSet) continue;
      this.#items.delete(id);
      await opening.then((items) => items.close()).catch(() => undefined);
    }
  }

  async #finished(dataSet: string): Promise<KeptFolder> {
    if ((await this.#record(dataSet)) !== null) return this.#folder.folder(dataSet);
    throw new Error(`There is no data set ${dataSet} in this folder.`);
  }

  async #record(name: string): Promise<DataSet | null> {
    const isThere = (await this.#folder.list()).some((entry) => entry.name === name && entry.kind === 'folder');
    const text = isThere ? await findRecord(await this.#folder.folder(name)) : null;
    if (text === null) return null;
    const dataSet = JSON.parse(text) as DataSet;
    return { ...dataSet, report: completeReport(dataSet.report, dataSet.bytes) };
  }
}
