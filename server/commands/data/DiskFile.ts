import { open, type FileHandle } from 'node:fs/promises';
import { FileChanged } from '../../../src/pairs/ByteSource';
import { CommandError } from '../CommandError';
import type { InputPath } from './findInputs';
import type { InputFile } from './InputFile';

/** A file of preference data on this machine, open for reading. */
export class DiskFile implements InputFile {
  private constructor(
    readonly name: string,
    readonly isNamed: boolean,
    readonly size: number,
    private readonly modifiedMs: number,
    private readonly handle: FileHandle,
  ) {}

  /** @throws CommandError where it cannot be read or is no file. */
  static async open({ path, name, isNamed }: InputPath): Promise<DiskFile> {
    const handle = await open(path).catch((error: unknown) => {
      throw new CommandError(`${path} cannot be read: ${(error as Error).message}`);
    });
    const stat = await handle.stat();
    if (stat.isFile()) return new DiskFile(name, isNamed, stat.size, stat.mtimeMs, handle);
    await handle.close();
    throw new CommandError(`${path} is no file. Give files of preference data, or a folder of them.`);
  }

  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return { arrayBuffer: () => this.read(from, to) };
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /** Every read looks first whether another program has written to the file: rows of two states are never mixed. */
  private async read(from: number, to: number): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(Math.max(0, to - from));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await this.handle.read(bytes, filled, bytes.length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    await this.checkUnchanged();
    return bytes.buffer.slice(0, filled);
  }

  private async checkUnchanged(): Promise<void> {
    const { size, mtimeMs } = await this.handle.stat();
    if (size === this.size && mtimeMs === this.modifiedMs) return;
    throw new FileChanged(`${this.name} was changed while it was read; nothing was made of it. Run the command again.`);
  }
}
