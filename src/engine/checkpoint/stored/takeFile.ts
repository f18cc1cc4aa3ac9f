import type { FileFolder, FileWriter, OpenFile } from '../../files/FileFolder';
import type { RunningHash, StartHash } from '../hashing';
import type { OfferedFile, OpenedOrigin } from '../origins/OpenedOrigin';
import { waitOrThrow, type RetryPolicy } from '../../../hub/retries';
import { TransferError } from '../../../hub/TransferError';
import type { ProgressMeter } from './ProgressMeter';

/** Bytes after which what was written is made durable. */
const flushBytes = 64 * 1024 * 1024;

/** What was left of an earlier try is hashed in pieces of this size. */
const pieceBytes = 4 * 1024 * 1024;

/** What the transfers of one checkpoint share. */
export interface Transfer {
  origin: OpenedOrigin;
  folder: FileFolder;
  startHash: StartHash;
  retries: RetryPolicy;
  meter: ProgressMeter;
  signal: AbortSignal;
}

/**
 * Takes one file in, from where an earlier try stopped, and checks its length and hashes. What has arrived stays when the
 * transfer breaks; a file that is not what was announced is removed, so that the next try takes it anew.
 * @returns its sha256
 * @throws TransferError, FileError, or an AbortError
 */
export async function takeFile(transfer: Transfer, file: OfferedFile): Promise<string> {
  const taking = await TakenFile.resume(transfer, file);
  let isFalse = false;
  try {
    await taking.complete();
    return taking.check();
  } catch (error) {
    isFalse = error instanceof TransferError && error.problem === 'changed';
    throw error;
  } finally {
    await taking.close();
    if (isFalse) await taking.discard();
  }
}

class TakenFile {
  /** Bytes that are written and hashed. */
  private position = 0;
  private flushed = 0;
  private sha256: RunningHash | null = null;
  private gitSha1: RunningHash | null = null;
  private writer: FileWriter | null = null;

  private constructor(
    private readonly transfer: Transfer,
    private readonly file: OfferedFile,
  ) {}

  /** Hashes what is there already, and opens the file to go on. */
  static async resume(transfer: Transfer, file: OfferedFile): Promise<TakenFile> {
    const taking = new TakenFile(transfer, file);
    await taking.restart();
    const there = await transfer.folder.open(file.path);
    try {
      if (there) await taking.hashExisting(there);
    } finally {
      await there?.close();
    }
    taking.writer = await transfer.folder.write(file.path, taking.position === 0 ? 'empty' : 'keep');
    return taking;
  }

  /** Asks for the rest until it is there. Failures in a row without a new byte are counted. */
  async complete(): Promise<void> {
    const { retries, signal, meter } = this.transfer;
    meter.enter('transfer', this.file.path);
    let furthest = this.position;
    for (let failures = 0; this.position < this.file.bytes;) {
      try {
        await this.takeMore();
      } catch (error) {
        failures = this.position > furthest ? 1 : failures + 1;
        furthest = Math.max(furthest, this.position);
        await waitOrThrow(error, failures, retries, signal, 'what has arrived is kept, so ');
      }
    }
    await this.writer?.flush();
  }

  check(): string {
    const { file } = this;
    const sha256 = this.sha256?.hex() ?? '';
    const gitSha1 = this.gitSha1?.hex() ?? null;
    const isTrue = (file.sha256 ?? sha256) === sha256 && (file.gitSha1 ?? gitSha1) === gitSha1;
    if (isTrue) return sha256;
    const [kind, wanted, arrived] = file.sha256 ? ['sha256', file.sha256, sha256] : ['git hash', file.gitSha1, gitSha1];
    throw new TransferError(
      'changed',
      `${file.path} has arrived whole but damaged: its ${kind} must be ${wanted} and is ${arrived}. ` +
        'It was removed; start again to take it anew.',
    );
  }

  /** Makes durable what was written. */
  async close(): Promise<void> {
    await this.writer?.flush().catch(() => undefined); // an error that brought us here says more
    await this.writer?.close();
  }

  async discard(): Promise<void> {
    await this.transfer.folder.remove(this.file.path);
    this.transfer.meter.skipped(-this.position);
  }

  private async hashExisting(there: OpenFile): Promise<void> {
    const { meter, signal } = this.transfer;
    const end = trustedBytes(this.file, there.size);
    if (end > 0) meter.enter('verify', this.file.path);
    while (this.position < end) {
      signal.throwIfAborted();
      const bytes = await there.read(this.position, Math.min(end, this.position + pieceBytes));
      if (bytes.length === 0) break;
      this.hash(bytes);
      meter.skipped(bytes.length);
    }
    this.flushed = this.position;
  }

  private async takeMore(): Promise<void> {
    const { origin, signal } = this.transfer;
    const from = this.position;
    const arriving = await origin.arrive(this.file, from, signal);
    if (arriving.start !== from) await this.startOver();
    for await (const bytes of arriving.pieces) {
      signal.throwIfAborted();
      await this.append(bytes);
    }
    if (this.position > from || this.position === this.file.bytes) return;
    throw new TransferError('connection', `${this.file.path} broke off at byte ${from} of ${this.file.bytes}.`);
  }

  private async append(bytes: Uint8Array): Promise<void> {
    const { file, writer } = this;
    if (!writer) return;
    if (this.position + bytes.length > file.bytes)
      throw new TransferError('changed', `${file.path} announced ${file.bytes} bytes and sends more. Start again.`);
    await writer.write(bytes, this.position);
    this.hash(bytes);
    this.transfer.meter.moved(bytes.length);
    if (this.position - this.flushed < flushBytes) return;
    await writer.flush();
    this.flushed = this.position;
  }

  private async startOver(): Promise<void> {
    this.transfer.meter.skipped(-this.position);
    await this.restart();
  }

  private async restart(): Promise<void> {
    const { startHash } = this.transfer;
    this.position = 0;
    this.sha256 = await startHash('sha256');
    this.gitSha1 = this.file.gitSha1 === null ? null : await startHash('sha1');
    this.gitSha1?.update(new TextEncoder().encode(`blob ${this.file.bytes}\0`));
  }

  private hash(bytes: Uint8Array): void {
    this.sha256?.update(bytes);
    this.gitSha1?.update(bytes);
    this.position += bytes.length;
  }
}

/**
 * Bytes of an earlier try to go on from. Where the origin gives a hash, the end will tell; where it gives none, only what was
 * made durable for certain counts: a crash may leave a file its length without its content.
 */
export function trustedBytes(file: OfferedFile, there: number): number {
  if (there > file.bytes) return 0;
  if (file.sha256 !== null || file.gitSha1 !== null) return there;
  return Math.max(0, Math.floor(there / flushBytes) - 1) * flushBytes;
}
