import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CheckpointSource } from './CheckpointSource';

/** Files are hashed in pieces, so that one larger than memory can be. */
const pieceBytes = 16 * 1024 * 1024;

/** sha256 of one file, in lower-case hexadecimal. */
export async function digestFile(source: CheckpointSource, file: string): Promise<string> {
  const hash = sha256.create();
  const size = await source.size(file);
  for (let start = 0; start < size; start += pieceBytes) {
    hash.update(await source.range(file, start, Math.min(size, start + pieceBytes)));
  }
  return bytesToHex(hash.digest());
}

/**
 * The digest of a checkpoint: sha256 over one line `name sha256` (with a line feed) for each file that decides a reward,
 * sorted by name. Another weight, template, tokenizer or configuration is another checkpoint.
 */
export async function digestFiles(source: CheckpointSource, files: readonly string[]): Promise<string> {
  const hash = sha256.create();
  for (const file of [...files].sort()) hash.update(utf8ToBytes(`${file} ${await digestFile(source, file)}\n`));
  return bytesToHex(hash.digest());
}
