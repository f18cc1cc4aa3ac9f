import type { FileFolder, OpenFile } from '../../files/FileFolder';
import { CheckpointError } from '../CheckpointError';
import type { CheckpointSource } from '../CheckpointSource';

/** A checkpoint whose files lie in a folder of this machine. Files stay open until `close`. */
export class FolderSource implements CheckpointSource {
  private readonly files = new Map<string, Promise<OpenFile | null>>();

  constructor(
    readonly name: string,
    private readonly folder: FileFolder,
  ) {}

  async has(file: string): Promise<boolean> {
    return (await this.opened(file)) !== null;
  }

  async find(file: string): Promise<Uint8Array | null> {
    const opened = await this.opened(file);
    return opened && opened.read(0, opened.size);
  }

  async size(file: string): Promise<number> {
    return (await this.required(file)).size;
  }

  async range(file: string, start: number, end: number): Promise<Uint8Array> {
    return (await this.required(file)).read(start, end);
  }

  async close(): Promise<void> {
    const opened = await Promise.all(this.files.values());
    this.files.clear();
    for (const file of opened) await file?.close();
  }

  private opened(file: string): Promise<OpenFile | null> {
    const known = this.files.get(file);
    if (known) return known;
    const opened = this.folder.open(file);
    this.files.set(file, opened);
    opened.catch(() => this.files.delete(file));
    return opened;
  }

  private async required(file: string): Promise<OpenFile> {
    const opened = await this.opened(file);
    if (opened) return opened;
    throw new CheckpointError(file, 'the checkpoint must have this file, and has not; verify it, or add it again.');
  }
}
