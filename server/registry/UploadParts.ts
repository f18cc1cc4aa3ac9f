import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { RunningHash } from '../../src/engine/checkpoint/hashing';
import { startNodeHash } from '../nodeHash';

/** What has arrived of a file, with its hash up to there. */
interface Arrived {
  hash: RunningHash;
  bytes: number;
}

/**
 * Files on their way, `ID/NUMBER` by the number of the file in its upload: no name that was sent is part of a path. Bytes are hashed
 * while they arrive; after a restart what is there is read again, so that a hash is always one of what lies on the disk.
 */
export class UploadParts {
  readonly #hashes = new Map<string, Arrived>();

  constructor(private readonly root: string) {}

  path(id: string, number: number): string {
    return join(this.#folder(id), String(number));
  }

  /** Bytes that are there of a file. */
  async received(id: string, number: number): Promise<number> {
    return (await stat(this.path(id, number)).catch(() => null))?.size ?? 0;
  }

  /**
   * Appends to a file what arrives, and makes it durable; what came before a connection broke stays. One caller of a file at a time.
   * @param most bytes that the file may have in all
   * @returns what has arrived of it now; null where more came than it may have
   */
  async append(id: string, number: number, body: AsyncIterable<Uint8Array>, most: number): Promise<number | null> {
    const path = this.path(id, number);
    await mkdir(this.#folder(id), { recursive: true, mode: 0o700 });
    try {
      return await this.#write(path, body, most);
    } catch (error) {
      this.#hashes.delete(path);
      throw error;
    }
  }

  /** The sha256 of what is there. */
  async sha256(id: string, number: number): Promise<string> {
    const path = this.path(id, number);
    const { hash } = await this.#arrived(path, await this.received(id, number));
    this.#hashes.delete(path); // read once, a hash is used up
    return hash.hex();
  }

  async removePart(id: string, number: number): Promise<void> {
    this.#hashes.delete(this.path(id, number));
    await rm(this.path(id, number), { force: true });
  }

  async remove(id: string): Promise<void> {
    const folder = this.#folder(id);
    for (const path of this.#hashes.keys()) if (path.startsWith(folder)) this.#hashes.delete(path);
    await rm(folder, { recursive: true, force: true });
  }

  /** The uploads of which there is anything. */
  async list(): Promise<string[]> {
    return (await readdir(this.root).catch(() => [])).filter(isUuid);
  }

  async #write(path: string, body: AsyncIterable<Uint8Array>, most: number): Promise<number | null> {
    const file = await open(path, 'a', 0o600);
    try {
      const arrived = await this.#arrived(path, (await file.stat()).size);
      this.#hashes.set(path, arrived);
      for await (const bytes of body) {
        if (arrived.bytes + bytes.length > most) return null;
        await file.appendFile(bytes);
        arrived.hash.update(bytes);
        arrived.bytes += bytes.length;
      }
      return arrived.bytes;
    } finally {
      await file.sync();
      await file.close();
    }
  }

  async #arrived(path: string, bytes: number): Promise<Arrived> {
    const known = this.#hashes.get(path);
    if (known?.bytes === bytes) return known;
    const hash = await startNodeHash('sha256');
    if (bytes > 0) for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
    return { hash, bytes };
  }

  #folder(id: string): string {
    if (!isUuid(id)) throw new Error('An upload is named by a UUID.');
    return join(this.root, id);
  }
}

function isUuid(text: string): boolean {
  return /^[0-9a-f-]{36}$/.test(text);
}
