import { join, resolve } from 'node:path';
import type { DataSet } from '../../../src/pairs/DataSet';
import { FolderStore } from '../../../src/pairs/kept/FolderStore';
import { LockFile } from '../../LockFile';
import { NodeFolder } from '../../NodeFolder';
import { CommandError } from '../CommandError';

/** Of the data folder. */
const folderName = 'data-sets';
const shortestId = 8;

/** The data sets of a data folder, in the files that the studio keeps in the browser. */
export class DataSets {
  private constructor(
    readonly store: FolderStore,
    private readonly folder: NodeFolder,
    private readonly path: string,
  ) {}

  /** Opens them for some work. @param data the data folder */
  static async with<T>(data: string, work: (dataSets: DataSets) => Promise<T>): Promise<T> {
    const path = join(resolve(data), folderName);
    const folder = await NodeFolder.open(path);
    const dataSets = new DataSets(new FolderStore(folder), folder, path);
    try {
      return await work(dataSets);
    } finally {
      await dataSets.store.close();
    }
  }

  /** The oldest first. */
  list(): Promise<DataSet[]> {
    return this.store.dataSets();
  }

  /**
   * The data set of an id (its beginning is enough where no other has it) or a name.
   * @throws CommandError where there is none, or more than one
   */
  async find(what: string): Promise<DataSet> {
    const isId = /^[0-9a-f-]+$/.test(what) && what.length >= shortestId;
    const found = (await this.list()).filter(({ id, name }) => name === what || (isId && id.startsWith(what)));
    const [first, second] = found;
    if (!first) throw new CommandError(`There is no data set ${what}. "assay data" lists what is there.`);
    if (!second) return first;
    const ids = found.map(({ id }) => id).join(', ');
    throw new CommandError(`${what} names ${found.length} data sets: ${ids}. Name one by its id.`);
  }

  /**
   * Runs an import while no other process imports into this folder, after what an import that was killed has left is removed.
   * @throws CommandError where another one runs
   */
  async importing<T>(run: () => Promise<T>): Promise<T> {
    const lock = await LockFile.tryTake(join(this.path, 'import.lock'));
    if (!lock) throw new CommandError(`Another import into ${this.path} is running. Wait for it to end.`);
    try {
      await this.removeUnfinished();
      return await run();
    } finally {
      await lock.release();
    }
  }

  private async removeUnfinished(): Promise<void> {
    const finished = new Set((await this.list()).map(({ id }) => id));
    for (const { name, kind } of await this.folder.list())
      if (kind === 'folder' && !finished.has(name)) await this.folder.remove(name);
  }
}
