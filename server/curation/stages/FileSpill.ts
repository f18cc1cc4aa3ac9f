import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordSpill } from '../../../src/curation/clean/RecordSpill';

/** Keeps partitions in files of a folder that is emptied first and removed at the end: a run that goes on begins anew here. */
export class FileSpill implements RecordSpill {
  readonly #files = new Map<number, number>();

  constructor(private readonly folder: string) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  append(partition: number, records: Uint8Array): Promise<void> {
    const file = this.#files.get(partition) ?? openSync(this.#path(partition), 'a');
    this.#files.set(partition, file);
    for (let at = 0; at < records.length;) at += writeSync(file, records, at);
    return Promise.resolve();
  }

  read(partition: number): Promise<Uint8Array> {
    return Promise.resolve(this.#files.has(partition) ? readFileSync(this.#path(partition)) : new Uint8Array());
  }

  close(): void {
    for (const file of this.#files.values()) closeSync(file);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #path(partition: number): string {
    return join(this.folder, `${partition}.records`);
  }
}
