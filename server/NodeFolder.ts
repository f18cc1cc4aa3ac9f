import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { checkName } from '../src/engine/files/checkName';
import { FileError } from '../src/engine/files/FileError';
import { Mutex } from '../src/engine/Mutex';
import type { FileFolder, FileWriter, FolderEntry, OpenFile } from '../src/engine/files/FileFolder';
import { withFileErrors } from './fileProblems';
import { LockFile } from './LockFile';
import { NodeFile, NodeWriter } from './NodeFile';

/** Names of lock files, which no folder lists. */
const lockEnding = '.lock';

/** Files that this process writes at the moment. */
const written = new Set<string>();

/** Tasks of this process that exclude each other; lock files are for other processes. */
const tasks = new Map<string, Mutex>();

/** A directory of this machine. */
export class NodeFolder implements FileFolder {
  readonly name: string;

  private constructor(private readonly path: string) {
    this.name = basename(path);
  }

  /** The directory at a path, made where it is missing. @throws FileError */
  static async open(path: string): Promise<NodeFolder> {
    const whole = resolve(path);
    await withFileErrors(`open the folder ${whole}`, () => mkdir(whole, { recursive: true }));
    return new NodeFolder(whole);
  }

  async folder(name: string): Promise<FileFolder> {
    return NodeFolder.open(this.place(name));
  }

  list(): Promise<FolderEntry[]> {
    return withFileErrors(`list the folder ${this.path}`, async () => {
      const entries = await readdir(this.path, { withFileTypes: true });
      return entries.flatMap((entry): FolderEntry[] => {
        if (entry.isDirectory()) return [{ name: entry.name, kind: 'folder' }];
        return entry.isFile() && !entry.name.endsWith(lockEnding) ? [{ name: entry.name, kind: 'file' }] : [];
      });
    });
  }

  async open(name: string): Promise<OpenFile | null> {
    const path = this.place(name);
    return withFileErrors(`open ${path}`, async () => {
      const file = await unlessMissing(open(path, 'r'));
      return file && new NodeFile(path, file, (await file.stat()).size);
    });
  }

  async write(name: string, content: 'keep' | 'empty'): Promise<FileWriter> {
    const path = this.place(name);
    if (written.has(path)) throw new FileError('busy', `${path} is being written already; wait for that to end.`);
    written.add(path);
    return withFileErrors(`write ${path}`, async () => {
      try {
        const file = await openForWriting(path, content);
        return new NodeWriter(path, file, (await file.stat()).size, () => written.delete(path));
      } catch (error) {
        written.delete(path);
        throw error;
      }
    });
  }

  async remove(name: string): Promise<void> {
    const path = this.place(name);
    return withFileErrors(`remove ${path}`, () => rm(path, { recursive: true, force: true }));
  }

  async move(name: string, to: FileFolder): Promise<void> {
    const path = this.place(name);
    return withFileErrors(`move ${path}`, async () => {
      if (!(to instanceof NodeFolder)) throw new FileError('failed', `${path} cannot be moved into another store.`);
      if (written.has(path)) throw new FileError('busy', `${path} cannot be moved while it is written.`);
      await rename(path, to.place(name));
    });
  }

  /** A lock file with the holder's process id: one that a crash left behind is found out and taken over. */
  async exclusive<T>(task: string, run: () => Promise<T>): Promise<T> {
    const path = `${this.place(task)}${lockEnding}`;
    const mutex = tasks.get(path) ?? new Mutex();
    tasks.set(path, mutex);
    return mutex.run(async () => {
      const lock = await withFileErrors(`lock ${path}`, () => LockFile.take(path));
      try {
        return await run();
      } finally {
        await lock.release();
      }
    });
  }

  private place(name: string): string {
    return join(this.path, checkName(name));
  }
}

async function openForWriting(path: string, content: 'keep' | 'empty'): Promise<FileHandle> {
  if (content === 'empty') return open(path, 'w+');
  return (await unlessMissing(open(path, 'r+'))) ?? open(path, 'w+');
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
