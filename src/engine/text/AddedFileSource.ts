import type { CheckpointSource } from '../checkpoint/CheckpointSource';
import type { TextFile } from './textFiles';

/** A checkpoint folder with one file more. */
export class AddedFileSource implements CheckpointSource {
  constructor(
    private readonly own: CheckpointSource,
    private readonly added: TextFile,
  ) {}

  get name(): string {
    return this.own.name;
  }

  async has(file: string): Promise<boolean> {
    return file === this.added.name || this.own.has(file);
  }

  async find(file: string): Promise<Uint8Array | null> {
    return file === this.added.name ? this.added.bytes : this.own.find(file);
  }

  async size(file: string): Promise<number> {
    return file === this.added.name ? this.added.bytes.length : this.own.size(file);
  }

  async range(file: string, start: number, end: number): Promise<Uint8Array> {
    return file === this.added.name ? this.added.bytes.subarray(start, end) : this.own.range(file, start, end);
  }
}
