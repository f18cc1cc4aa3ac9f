import type { Item } from '../pairs/Item';
import { readIndex, readPairLabels, type PairLabels } from '../pairs/kept/indexFile';
import type { DataSet } from '../pairs/DataSet';
import { findRecord, writeRecord } from '../pairs/kept/recordFile';
import { readRecord } from '../pairs/kept/readRecord';
import { KeptItems } from '../pairs/kept/KeptItems';
import { keptFiles, type KeptFolder } from '../pairs/kept/KeptFolder';
import type { PairIndex } from '../pairs/PairIndex';
import type { RowPasses } from '../pairs/view/ViewStore';
import { openOpfs } from './opfs/openOpfs';

/** Data sets whose files stay open: a queue and its neighbours read from one, a comparison from two. */
const openedKept = 4;

/** The folders of data sets in the origin's private file system: their rows, places and indexes. */
export class KeptDataSets {
  readonly #name: string;
  #folder: Promise<KeptFolder> | null = null;
  /** The one last used first. */
  #opened: { dataSet: string; items: Promise<KeptItems> }[] = [];

  /** @param database whose data sets they are; each has a folder of its own. */
  constructor(database: string) {
    this.#name = `${database}-data-sets`;
  }

  /** An empty folder for a new data set. @throws FileError where the browser keeps no files */
  async start(dataSet: string): Promise<KeptFolder> {
    const folder = await this.#root();
    await folder.remove(dataSet);
    return folder.folder(dataSet);
  }

  /** Names of all folders, finished or not; none where the browser keeps no files. */
  async names(): Promise<string[]> {
    const entries = await this.#root().then(
      (folder) => folder.list(),
      () => [],
    );
    return entries.map(({ name }) => name);
  }

  /** Writes the record of a finished data set beside its files, should the database be lost. In workers only. */
  async keepRecord(dataSet: DataSet): Promise<void> {
    await writeRecord(await this.#folderOf(dataSet.id), dataSet);
  }

  /** The record that stands beside the files of a data set; null where there is none, a damaged one, or one without its files. */
  async record(dataSet: string): Promise<DataSet | null> {
    try {
      const folder = await this.#folderOf(dataSet);
      const names = (await folder.list()).map(({ name }) => name);
      const text = names.includes(keptFiles.index) ? await findRecord(folder) : null;
      return text === null ? null : readRecord(text, dataSet);
    } catch {
      return null;
    }
  }

  async remove(dataSet: string): Promise<void> {
    await this.forget(dataSet);
    await (await this.#root()).remove(dataSet);
  }

  /** Items `[from, to)`; fewer where the data set has not so many. */
  async items(dataSet: string, from: number, to: number): Promise<Item[]> {
    return (await this.#items(dataSet)).items(from, to);
  }

  /** As `KeptItems.itemsWhere`. */
  async itemsWhere(dataSet: string, from: number, to: number, passes: RowPasses): Promise<(Item | null)[]> {
    return (await this.#items(dataSet)).itemsWhere(from, to, passes);
  }

  async pairIndex(dataSet: string): Promise<PairIndex> {
    return readIndex(await this.#folderOf(dataSet), dataSet);
  }

  async *pairLabels(dataSet: string): AsyncGenerator<PairLabels> {
    yield* readPairLabels(await this.#folderOf(dataSet));
  }

  /** Closes the files of a data set. */
  async forget(dataSet: string): Promise<void> {
    const known = this.#opened.filter((one) => one.dataSet === dataSet);
    this.#opened = this.#opened.filter((one) => one.dataSet !== dataSet);
    for (const { items } of known) await items.then((open) => open.close()).catch(() => undefined);
  }

  async #items(dataSet: string): Promise<KeptItems> {
    const known = this.#opened.find((one) => one.dataSet === dataSet);
    const one = known ?? { dataSet, items: this.#folderOf(dataSet).then((folder) => new KeptItems(folder)) };
    const [...others] = this.#opened.filter((other) => other !== one);
    this.#opened = [one, ...others.slice(0, openedKept - 1)];
    for (const { items } of others.slice(openedKept - 1))
      void items.then((open) => open.close()).catch(() => undefined);
    return one.items;
  }

  async #folderOf(dataSet: string): Promise<KeptFolder> {
    return (await this.#root()).folder(dataSet);
  }

  #root(): Promise<KeptFolder> {
    const opening = (this.#folder ??= openOpfs(this.#name));
    opening.catch(() => {
      if (this.#folder === opening) this.#folder = null;
    });
    return opening;
  }
}
