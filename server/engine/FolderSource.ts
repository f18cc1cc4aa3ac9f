import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { CheckpointError } from '../../src/engine/checkpoint/CheckpointError';
import type { CheckpointSource } from '../../src/engine/checkpoint/CheckpointSource';

/** A checkpoint folder on this machine's disk, read where it lies. */
export class FolderSource implements CheckpointSource {
  readonly name: string;
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
    this.name = basename(this.folder);
  }

  async has(file: string): Promise<boolean> {
    return (await this.sizeOf(file)) !== null;
  }

  async find(file: string): Promise<Uint8Array | null> {
    const size = await this.sizeOf(file);
    return size === null ? null : this.range(file, 0, size);
  }

  async size(file: string): Promise<number> {
    const size = await this.sizeOf(file);
    if (size === null)
      throw new CheckpointError(file, `the checkpoint in ${this.folder} must have this file, and has not.`);
    return size;
  }

  async range(file: string, start: number, end: number): Promise<Uint8Array> {
    const handle = await this.open(file);
    try {
      return await readFully(handle, start, end);
    } finally {
      await handle.close();
    }
  }

  private async open(file: string): Promise<FileHandle> {
    try {
      return await open(this.place(file), 'r');
    } catch (error) {
      throw new CheckpointError(file, `cannot be read (${(error as Error).message}).`);
    }
  }

  private async sizeOf(file: string): Promise<number | null> {
    const found = await stat(this.place(file)).catch(() => null);
    return found?.isFile() ? found.size : null;
  }

  /** Names come from inside the checkpoint as well, and none may leave its folder. */
  private place(file: string): string {
    if (/^[\w.-]+$/.test(file) && file !== '..') return join(this.folder, file);
    throw new CheckpointError(file, 'must be a file of the checkpoint folder itself.');
  }
}

async function readFully(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
