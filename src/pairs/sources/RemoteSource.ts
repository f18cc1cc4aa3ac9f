import { arriveByRange } from '../../hub/arriveByRange';
import type { Answer, Fetch } from '../../hub/Fetch';
import { folderUrl, type HttpAccess } from '../../hub/http';
import { hubComplaint } from '../../hub/hubComplaint';
import { retried, usualRetries, type RetryPolicy } from '../../hub/retries';
import { TransferError } from '../../hub/TransferError';
import { FileChanged, type ByteSource } from '../ByteSource';
import type { RemoteFile } from '../RemoteFile';
import { joined } from '../containers/ByteStream';
import { partsOfAddress } from './hubAddresses';

/** What one request takes where a file is read from its beginning to its end. */
export const blockBytes = 8 * 1024 * 1024;

interface Block {
  from: number;
  to: number;
  bytes: Promise<Uint8Array<ArrayBuffer>>;
}

/** How a remote file is reached. */
export interface RemoteReach {
  fetch: Fetch;
  retries?: RetryPolicy;
  /** Ends waiting requests. */
  signal?: AbortSignal | undefined;
}

/**
 * A file on a hub as bytes to read: by range requests, of which those that follow each other become larger ones, the next under
 * way while the last is read. At most three blocks are held. All answers must be of one version and of the announced length.
 */
export class RemoteSource implements ByteSource {
  readonly size: number;
  readonly #url: URL;
  readonly #access: HttpAccess;
  readonly #retries: RetryPolicy;
  readonly #signal: AbortSignal;
  #etag: string | null = null;
  #blocks: Block[] = [];
  /** Where the last read ended: one that begins there follows it. */
  #end = -1;

  /** @throws TransferError where the address is none of a hub. */
  constructor({ address, size, token }: RemoteFile, { fetch, retries = usualRetries, signal }: RemoteReach) {
    const { base, ...parts } = partsOfAddress(address);
    const complaint = (answer: Answer) => hubComplaint(answer, { ...parts, base, token });
    this.size = size;
    this.#url = new URL(address);
    this.#access = { fetch, base: folderUrl(base), token, complaint };
    this.#retries = retries;
    this.#signal = signal ?? new AbortController().signal;
  }

  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return { arrayBuffer: () => this.#read(from, Math.min(to, this.size)) };
  }

  async #read(from: number, to: number): Promise<ArrayBuffer> {
    const follows = from === this.#end;
    this.#end = to;
    const held = this.#blocks.find((block) => block.from <= from && to <= block.to);
    const block = held ?? this.#take(from, follows ? Math.max(to, from + blockBytes) : to);
    if (follows && to < this.size) this.#readAhead(block);
    return (await block.bytes).slice(from - block.from, to - block.from).buffer;
  }

  /** Asks for the block after the last one, once that is being read. */
  #readAhead({ to }: Block): void {
    if (to < this.size && !this.#blocks.some((block) => block.from <= to && to < block.to))
      this.#take(to, to + blockBytes);
  }

  #take(from: number, to: number): Block {
    const end = Math.min(to, this.size);
    const bytes = retried(() => this.#request(from, end), this.#retries, this.#signal).catch(namedFailure);
    const block = { from, to: end, bytes };
    // What is larger than a block is read once and held by whoever asked for it.
    if (end - from <= blockBytes) this.#blocks = [...this.#blocks.slice(-2), block];
    // Whoever reads the block meets its failure; nobody may come, and the next try asks anew.
    bytes.catch(() => (this.#blocks = this.#blocks.filter((one) => one !== block)));
    return block;
  }

  async #request(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    const file = { bytes: this.size, etag: this.#etag };
    const arriving = await arriveByRange(this.#access, this.#url, file, { start: from, end: to }, this.#signal);
    if (arriving.start !== from)
      throw new TransferError(
        'refused',
        `${this.#url.host} gives whole files only and no parts of them. Download the file and load it from disk.`,
      );
    this.#etag ??= arriving.etag;
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const piece of arriving.pieces) {
      parts.push(piece);
      length += piece.length;
      if (length >= to - from) break;
    }
    if (length >= to - from) return joined(parts).subarray(0, to - from);
    throw new TransferError('connection', `${this.#url.host} sent ${length} of ${to - from} bytes. Try again.`);
  }
}

/** For whoever reads rows, bytes that cannot be had are as little a matter of one row as a file that was changed. */
function namedFailure(error: unknown): never {
  if (error instanceof TransferError) throw new FileChanged(error.message, { cause: error });
  throw error;
}
