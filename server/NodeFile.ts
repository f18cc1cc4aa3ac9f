import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { shortPiece } from '../src/engine/files/joinPieces';
import type { FileWriter, OpenFile } from '../src/engine/files/FileFolder';
import { withFileErrors } from './fileProblems';
import { syncFolder } from './syncFolder';

/** A file of this machine, open for reading. */
export class NodeFile implements OpenFile {
  constructor(
    readonly handle: string,
    private readonly file: FileHandle,
    readonly size: number,
  ) {}

  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return withFileErrors(`read ${this.handle}`, async () => {
      const buffer = new Uint8Array(Math.max(0, Math.min(end, this.size) - start));
      let read = 0;
      while (read < buffer.length) {
        const { bytesRead } = await this.file.read(buffer, read, buffer.length - read, start + read);
        if (bytesRead === 0) break;
        read += bytesRead;
      }
      return read === buffer.length ? buffer : buffer.slice(0, read);
    });
  }

  /** Synchronous: rows of a table are a few microseconds each from the page cache, and a promise costs ten times that. */
  readMany(starts: readonly number[], length: number): Promise<Uint8Array<ArrayBuffer>> {
    return withFileErrors(`read ${this.handle}`, () => {
      const joined = new Uint8Array(starts.length * length);
      for (const [piece, start] of starts.entries()) {
        const read = readSync(this.file.fd, joined, piece * length, length, start);
        if (read !== length) throw shortPiece(length, read);
      }
      return joined;
    });
  }

  close(): Promise<void> {
    return withFileErrors(`close ${this.handle}`, () => this.file.close());
  }
}

/** A file of this machine, open for writing. */
export class NodeWriter implements FileWriter {
  private isNamed = false;

  constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private end: number,
    private readonly onClose: () => void,
  ) {}

  get size(): number {
    return this.end;
  }

  write(bytes: Uint8Array, at: number): Promise<void> {
    return withFileErrors(`write ${bytes.length} bytes into ${this.path}`, async () => {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await this.file.write(bytes, written, bytes.length - written, at + written);
        written += bytesWritten;
        this.end = Math.max(this.end, at + written);
      }
    });
  }

  flush(): Promise<void> {
    return withFileErrors(`write ${this.path} to the disk`, async () => {
      await this.file.sync();
      if (!this.isNamed) await syncFolder(dirname(this.path));
      this.isNamed = true;
    });
  }

  async close(): Promise<void> {
    this.onClose();
    await withFileErrors(`close ${this.path}`, () => this.file.close());
  }
}
