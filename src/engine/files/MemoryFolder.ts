import { Mutex } from '../Mutex';
import { checkName } from './checkName';
import type { FileFolder, FileWriter, FolderEntry, OpenFile } from './FileFolder';
import { FileError } from './FileError';
import { joinPieces } from './joinPieces';

/** What all folders of one tree share: the room that is left, and the tasks that exclude each other. */
interface Disk {
  roomBytes: number;
  tasks: Map<string, Mutex>;
}

interface MemoryFile {
  bytes: Uint8Array<ArrayBuffer>;
  isWritten: boolean;
}

/** A folder in memory: for small things, for private browsing, for tests. It is gone with the page. */
export class MemoryFolder implements FileFolder {
  private readonly files = new Map<string, MemoryFile>();
  private readonly folders = new Map<string, MemoryFolder>();
  private readonly disk: Disk;

  /** @param room bytes that the whole tree may hold; more is refused as a full disk refuses it. */
  constructor(
    readonly name = 'memory',
    room: number | Disk = Infinity,
    private readonly path = name,
  ) {
    this.disk = typeof room === 'number' ? { roomBytes: room, tasks: new Map() } : room;
  }

  async folder(name: string): Promise<FileFolder> {
    checkName(name);
    if (this.files.has(name)) throw new FileError('failed', `"${name}" is a file, where a folder was expected.`);
    const folder = this.folders.get(name) ?? new MemoryFolder(name, this.disk, `${this.path}/${name}`);
    this.folders.set(name, folder);
    return folder;
  }

  async list(): Promise<FolderEntry[]> {
    const files = [...this.files.keys()].map((name): FolderEntry => ({ name, kind: 'file' }));
    return [...files, ...[...this.folders.keys()].map((name): FolderEntry => ({ name, kind: 'folder' }))];
  }

  async open(name: string): Promise<OpenFile | null> {
    const file = this.files.get(checkName(name));
    return file ? openBytes(file.bytes) : null;
  }

  async write(name: string, content: 'keep' | 'empty'): Promise<FileWriter> {
    checkName(name);
    if (this.folders.has(name)) throw new FileError('failed', `"${name}" is a folder, where a file was expected.`);
    const file = this.files.get(name) ?? { bytes: new Uint8Array(0), isWritten: false };
    if (file.isWritten) throw new FileError('busy', `"${name}" is being written already; wait for that to end.`);
    if (content === 'empty') this.resize(name, file, 0);
    file.isWritten = true;
    this.files.set(name, file);
    return this.writer(name, file);
  }

  async move(name: string, to: FileFolder): Promise<void> {
    const file = this.files.get(checkName(name));
    if (!file) throw new FileError('failed', `"${name}" cannot be moved: there is no such file.`);
    if (!(to instanceof MemoryFolder)) throw new FileError('failed', `"${name}" cannot be moved out of memory.`);
    if (file.isWritten) throw new FileError('busy', `"${name}" cannot be moved while it is written.`);
    if (to === this) return;
    await to.remove(name);
    this.files.delete(name);
    to.files.set(name, file);
  }

  async remove(name: string): Promise<void> {
    this.disk.roomBytes += this.files.get(checkName(name))?.bytes.length ?? 0;
    this.files.delete(name);
    const folder = this.folders.get(name);
    if (folder) for (const entry of await folder.list()) await folder.remove(entry.name);
    this.folders.delete(name);
  }

  exclusive<T>(task: string, run: () => Promise<T>): Promise<T> {
    const key = `${this.path}/${task}`;
    const mutex = this.disk.tasks.get(key) ?? new Mutex();
    this.disk.tasks.set(key, mutex);
    return mutex.run(run);
  }

  private writer(name: string, file: MemoryFile): FileWriter {
    const resize = (size: number) => this.resize(name, file, size);
    return {
      get size() {
        return file.bytes.length;
      },
      async write(bytes, at) {
        if (at + bytes.length > file.bytes.length) resize(at + bytes.length);
        file.bytes.set(bytes, at);
      },
      flush: () => Promise.resolve(),
      async close() {
        file.isWritten = false;
      },
    };
  }

  private resize(name: string, file: MemoryFile, size: number): void {
    const more = size - file.bytes.length;
    if (more > this.disk.roomBytes)
      throw new FileError('full', `"${name}" cannot grow by ${more} bytes: ${this.disk.roomBytes} are left.`);
    this.disk.roomBytes -= more;
    const bytes = new Uint8Array(size);
    bytes.set(file.bytes.subarray(0, size));
    file.bytes = bytes;
  }
}

function openBytes(bytes: Uint8Array<ArrayBuffer>): OpenFile {
  return {
    size: bytes.length,
    read: async (start, end) => bytes.slice(start, end),
    readMany: async (starts, length) =>
      joinPieces(
        starts.map((start) => bytes.subarray(start, start + length)),
        length,
      ),
    handle: bytes,
    close: () => Promise.resolve(),
  };
}
