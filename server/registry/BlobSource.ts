import { open, type FileHandle } from 'node:fs/promises';
import { CheckpointError } from '../../src/engine/checkpoint/CheckpointError';
import type { CheckpointSource } from '../../src/engine/checkpoint/CheckpointSource';
import type { RegistryFile } from '../../src/hub/registry/RegistryModel';
import { NodeFile } from '../NodeFile';
import type { BlobStore } from './BlobStore';

/** A checkpoint whose files lie in the blob store. They stay open until `close`. */
export class BlobSource implements CheckpointSource {
  readonly #files: ReadonlyMap<string, RegistryFile>;
  readonly #open = new Map<string, Promise<NodeFile>>();

  constructor(
    readonly name: string,
    files: readonly RegistryFile[],
    private readonly blobs: BlobStore,
  ) {
    this.#files = new Map(files.map((file) => [file.path, file]));
  }

  has(file: string): Promise<boolean> {
    return Promise.resolve(this.#files.has(file));
  }

  async find(file: string): Promise<Uint8Array | null> {
    if (!this.#files.has(file)) return null;
    const opened = await this.#opened(file);
    return opened.read(0, opened.size);
  }

  async size(file: string): Promise<number> {
    return (await this.#opened(file)).size;
  }

  async range(file: string, start: number, end: number): Promise<Uint8Array> {
    return (await this.#opened(file)).read(start, end);
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    this.#open.clear();
    for (const file of opened) if (file.status === 'fulfilled') await file.value.close();
  }

  #opened(file: string): Promise<NodeFile> {
    const known = this.#open.get(file);
    if (known) return known;
    const opening = this.#start(file);
    this.#open.set(file, opening);
    return opening;
  }

  async #start(path: string): Promise<NodeFile> {
    const file = this.#files.get(path);
    const found = file ? await this.blobs.find(file.sha256) : null;
    if (!found) throw new CheckpointError(path, 'the checkpoint must have this file, and has not; send it.');
    const handle: FileHandle = await open(found.path, 'r');
    return new NodeFile(found.path, handle, found.size);
  }
}
