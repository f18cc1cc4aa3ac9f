import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FoundFile } from './findFile';

const pack = promisify(gzip);
const cacheLimitBytes = 64 * 1024 * 1024;
const packed = new Map<string, Promise<Buffer>>();
let packedBytes = 0;

async function packAndCount(file: FoundFile): Promise<Buffer> {
  const bytes = await pack(await readFile(file.path));
  packedBytes += bytes.length;
  if (packedBytes > cacheLimitBytes) {
    packed.clear();
    packedBytes = 0;
  }
  return bytes;
}

/** A text file packed by gzip, packed once for each state of the file. */
export function gzipped(file: FoundFile): Promise<Buffer> {
  const key = `${file.path}\0${String(file.size)}\0${String(file.modifiedMs)}`;
  const known = packed.get(key);
  if (known) return known;
  const made = packAndCount(file);
  packed.set(key, made);
  made.catch(() => packed.delete(key));
  return made;
}
