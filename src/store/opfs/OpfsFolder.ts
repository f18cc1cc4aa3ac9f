import { checkName } from '../../engine/files/checkName';
import { FileError } from '../../engine/files/FileError';
import type { FileFolder, FileWriter, FolderEntry, OpenFile } from '../../engine/files/FileFolder';
import { OpfsFile, OpfsWriter } from './OpfsFile';
import { withOpfsErrors } from './opfsError';
import { openForWriting } from './syncAccess';

/** Moving files is not in every description of the interface yet, and is in every browser that has WebGPU. */
interface MovableFile extends FileSystemFileHandle {
  move?(to: FileSystemDirectoryHandle, name: string): Promise<void>;
}

/** A folder of the origin's private file system. Reading works anywhere, writing in workers only. */
export class OpfsFolder implements FileFolder {
  /** @param path of the folder below the origin's root, for its locks */
  constructor(
    private readonly directory: FileSystemDirectoryHandle,
    private readonly path: string,
  ) {}

  get name(): string {
    return this.directory.name;
  }

  folder(name: string): Promise<FileFolder> {
    return withOpfsErrors(`open the folder "${name}"`, async () => {
      const directory = await this.directory.getDirectoryHandle(checkName(name), { create: true });
      return new OpfsFolder(directory, `${this.path}/${name}`);
    });
  }

  list(): Promise<FolderEntry[]> {
    return withOpfsErrors(`list the folder "${this.path}"`, async () => {
      const entries: FolderEntry[] = [];
      for await (const [name, { kind }] of this.directory.entries())
        entries.push({ name, kind: kind === 'file' ? 'file' : 'folder' });
      return entries;
    });
  }

  open(name: string): Promise<OpenFile | null> {
    return withOpfsErrors(`open "${name}"`, async () => {
      const entry = await unlessMissing(this.directory.getFileHandle(checkName(name)));
      const file = entry && (await unlessMissing(entry.getFile()));
      return file && new OpfsFile(entry, file);
    });
  }

  write(name: string, content: 'keep' | 'empty'): Promise<FileWriter> {
    return withOpfsErrors(`write "${name}"`, async () => {
      const entry = await this.directory.getFileHandle(checkName(name), { create: true });
      const access = await openForWriting(entry);
      if (!access)
        throw new FileError('unavailable', `"${name}" cannot be written here: browsers write such files in workers.`);
      if (content === 'empty') access.truncate(0);
      return new OpfsWriter(name, access);
    });
  }

  remove(name: string): Promise<void> {
    return withOpfsErrors(`remove "${name}"`, async () => {
      await unlessMissing(this.directory.removeEntry(checkName(name), { recursive: true }));
    });
  }

  move(name: string, to: FileFolder): Promise<void> {
    return withOpfsErrors(`move "${name}"`, async () => {
      if (!(to instanceof OpfsFolder)) throw new FileError('failed', `"${name}" cannot leave the browser's own files.`);
      const entry = (await this.directory.getFileHandle(checkName(name))) as MovableFile;
      if (!entry.move) throw new FileError('unavailable', `"${name}" cannot be moved: this browser is too old.`);
      if (to.path !== this.path) await entry.move(to.directory, name);
    });
  }

  /** A Web Lock: it ends with the tab or worker that holds it. */
  async exclusive<T>(task: string, run: () => Promise<T>): Promise<T> {
    return await navigator.locks.request(`${this.path}:${task}`, run);
  }
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}
