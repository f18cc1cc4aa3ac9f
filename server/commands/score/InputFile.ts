import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ByteSource } from '../../../src/pairs/ByteSource';
import { CommandError, exitCodes } from '../CommandError';

/** A preference file on disk, by its content: its sha256 is taken once, before anything is read of it. */
export class InputFile implements ByteSource {
  private constructor(
    readonly name: string,
    readonly size: number,
    readonly sha256: string,
    private readonly modifiedMs: number,
    private readonly handle: FileHandle,
    /** Where standard input was kept; null for a file. */
    private readonly spool: string | null,
  ) {}

  /** @param path a file, or `-` for standard input, which is kept at `spool` until `close`: a format is told by a second look. */
  static async open(path: string, spool: string, signal: AbortSignal): Promise<InputFile> {
    const isStdin = path === '-';
    if (isStdin) await keep(process.stdin, spool, signal);
    const place = isStdin ? spool : path;
    const handle = await open(place).catch((error: unknown) => {
      throw new CommandError(`${path} cannot be read: ${(error as Error).message}`);
    });
    const stat = await handle.stat();
    if (!stat.isFile()) {
      await handle.close();
      throw new CommandError(`${path} is no file. Give one file of preference data, or - for standard input.`);
    }
    const name = isStdin ? 'standard input' : basename(path);
    return new InputFile(name, stat.size, await sha256Of(place), stat.mtimeMs, handle, isStdin ? spool : null);
  }

  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return { arrayBuffer: () => this.read(from, to) };
  }

  /** @throws CommandError where another program has written to the file since it was opened. */
  async checkUnchanged(): Promise<void> {
    const { size, mtimeMs } = await this.handle.stat();
    if (size === this.size && mtimeMs === this.modifiedMs) return;
    throw new CommandError(
      `${this.name} was changed while it was read; no scores were written. Run the command again with --restart.`,
    );
  }

  async close(): Promise<void> {
    await this.handle.close();
    if (this.spool !== null) await rm(this.spool, { force: true });
  }

  private async read(from: number, to: number): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(Math.max(0, to - from));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await this.handle.read(bytes, filled, bytes.length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.buffer.slice(0, filled);
  }
}

async function keep(stream: NodeJS.ReadableStream, path: string, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }), { signal });
  } catch (error) {
    await rm(path, { force: true });
    throw signal.aborted ? new CommandError('Interrupted; nothing was scored.', exitCodes.interrupted) : error;
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
