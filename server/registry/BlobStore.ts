import { link, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FoundFile } from '../files/findFile';
import { syncFolder } from '../syncFolder';

/**
 * Files by their content: `sha256/ab/abcdef...`. What stands there is whole and never changes, since it came there by one rename
 * (or link) after it was on the disk. No name that anybody sent is ever part of a path.
 */
export class BlobStore {
  /** @param root made where it is missing */
  constructor(private readonly root: string) {}

  /** The file of a content; null where there is none. A link is none: it may lead anywhere. */
  async find(sha256: string): Promise<FoundFile | null> {
    const path = this.#place(sha256);
    const facts = await lstat(path).catch(() => null);
    return facts?.isFile() ? { path, size: facts.size, modifiedMs: facts.mtimeMs } : null;
  }

  /** Takes over a file that was hashed and is on the disk; nothing is left where it was. */
  async keep(from: string, sha256: string): Promise<void> {
    await this.#put(sha256, (path) => rename(from, path));
  }

  /** Takes in a file that stays where it is as well, and is not changed there. */
  async share(from: string, sha256: string): Promise<void> {
    await this.#put(sha256, (path) => link(from, path).catch(unlessThere));
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.#place(sha256), { force: true });
  }

  /** The contents that are there. */
  async list(): Promise<string[]> {
    const entries = await readdir(join(this.root, 'sha256'), { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.flatMap((entry) => (entry.isFile() && isSha256(entry.name) ? [entry.name] : []));
  }

  async #put(sha256: string, move: (path: string) => Promise<void>): Promise<void> {
    const path = this.#place(sha256);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await move(path);
    await syncFolder(dirname(path));
  }

  #place(sha256: string): string {
    if (!isSha256(sha256)) throw new Error('A content is named by its sha256 in lower-case hexadecimal.');
    return join(this.root, 'sha256', sha256.slice(0, 2), sha256);
  }
}

function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
