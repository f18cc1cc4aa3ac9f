import { MemoryFolder } from '../../../src/engine/files/MemoryFolder';
import { FolderStore } from '../../../src/pairs/kept/FolderStore';

/** A store in memory, of the same folders and files as on a disk. */
export class MemoryStore extends FolderStore {
  readonly folder: MemoryFolder;

  /** @param room bytes that it may hold */
  constructor(room = Infinity) {
    const folder = new MemoryFolder('data-sets', room);
    super(folder);
    this.folder = folder;
  }

  /** Names of the folders, of unfinished imports too. */
  async folders(): Promise<string[]> {
    return (await this.folder.list()).map(({ name }) => name);
  }
}
