import { CheckpointError } from '../../../src/engine/checkpoint/CheckpointError';
import type { CheckpointSource } from '../../../src/engine/checkpoint/CheckpointSource';

/** A checkpoint folder held in memory: the source of tests. */
export class MemorySource implements CheckpointSource {
  constructor(
    readonly name: string,
    private readonly files: ReadonlyMap<string, Uint8Array>,
  ) {}

  has(file: string): Promise<boolean> {
    return Promise.resolve(this.files.has(file));
  }

  find(file: string): Promise<Uint8Array | null> {
    return Promise.resolve(this.files.get(file) ?? null);
  }

  async size(file: string): Promise<number> {
    return (await this.bytes(file)).length;
  }

  async range(file: string, start: number, end: number): Promise<Uint8Array> {
    return (await this.bytes(file)).subarray(start, end);
  }

  private bytes(file: string): Promise<Uint8Array> {
    const bytes = this.files.get(file);
    if (bytes === undefined)
      return Promise.reject(new CheckpointError(file, 'the checkpoint must have this file, and has not.'));
    return Promise.resolve(bytes);
  }
}
