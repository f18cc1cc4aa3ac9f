import type { FileWriter, OpenFile } from '../../engine/files/FileFolder';
import { FileError } from '../../engine/files/FileError';
import { joinPieces, shortPiece } from '../../engine/files/joinPieces';
import { opfsError, withOpfsErrors } from './opfsError';
import { openForReading, type SyncAccess } from './syncAccess';

/** A file of the origin's private file system, open for reading. Other tabs may read it too. */
export class OpfsFile implements OpenFile {
  readonly size: number;
  private access: Promise<SyncAccess | null> | null = null;

  constructor(
    private readonly entry: FileSystemFileHandle,
    readonly handle: File,
  ) {
    this.size = handle.size;
  }

  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return withOpfsErrors(`read "${this.entry.name}"`, async () => {
      return new Uint8Array(await this.handle.slice(start, end).arrayBuffer());
    });
  }

  async readMany(starts: readonly number[], length: number): Promise<Uint8Array<ArrayBuffer>> {
    this.access ??= openForReading(this.entry);
    const access = await this.access;
    if (!access) return joinPieces(await Promise.all(starts.map((start) => this.read(start, start + length))), length);
    return withOpfsErrors(`read "${this.entry.name}"`, () => readPieces(access, starts, length));
  }

  async close(): Promise<void> {
    (await this.access)?.close();
    this.access = null;
  }
}

function readPieces(access: SyncAccess, starts: readonly number[], length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(starts.length * length);
  for (const [piece, start] of starts.entries()) {
    const read = access.read(joined.subarray(piece * length, (piece + 1) * length), { at: start });
    if (read !== length) throw shortPiece(length, read);
  }
  return joined;
}

/** A file of the origin's private file system, open for writing. Nobody else may write it meanwhile. */
export class OpfsWriter implements FileWriter {
  constructor(
    private readonly name: string,
    private readonly access: SyncAccess,
  ) {}

  get size(): number {
    return this.access.getSize();
  }

  async write(bytes: Uint8Array, at: number): Promise<void> {
    const doing = `write ${bytes.length} bytes into "${this.name}"`;
    const written = await withOpfsErrors(doing, () => this.access.write(plain(bytes), { at }));
    if (written === bytes.length) return;
    const advice = 'this site may store no more; remove data sets or checkpoints, or free disk space';
    throw new FileError('full', `Assay could not ${doing}: ${advice}.`);
  }

  flush(): Promise<void> {
    return withOpfsErrors(`write "${this.name}" to the disk`, () => this.access.flush());
  }

  async close(): Promise<void> {
    try {
      this.access.close();
    } catch (error) {
      throw opfsError(error, `close "${this.name}"`);
    }
  }
}

/** The file system takes no views of shared memory. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
