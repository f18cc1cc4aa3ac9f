import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CheckpointSource } from './CheckpointSource';
import { startWasmHash, type StartHash } from './hashing';

/** Files are hashed in pieces, so that one larger than memory can be. */
const pieceBytes = 16 * 1024 * 1024;

export interface HashedFile {
  path: string;
  /** In lower-case hexadecimal. */
  sha256: string;
}

/** sha256 of one file, in lower-case hexadecimal. */
export async function digestFile(
  source: CheckpointSource,
  file: string,
  startHash: StartHash = startWasmHash,
): Promise<string> {
  const hash = await startHash('sha256');
  const size = await source.size(file);
  for (let start = 0; start < size; start += pieceBytes) {
    hash.update(await source.range(file, start, Math.min(size, start + pieceBytes)));
  }
  return hash.hex();
}

/**
 * The digest of a checkpoint: sha256 over one line `name sha256` (with a line feed) for each file that decides a reward,
 * sorted by name. Another weight, template, tokenizer or configuration is another checkpoint.
 */
export function checkpointDigest(files: readonly HashedFile[]): string {
  const lines = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha256: hex }) => `${path} ${hex}\n`);
  return bytesToHex(sha256(utf8ToBytes(lines.join(''))));
}

/** The digest of a checkpoint whose files are read and hashed for it. */
export async function digestFiles(source: CheckpointSource, files: readonly string[]): Promise<string> {
  const hashed: HashedFile[] = [];
  for (const path of files) hashed.push({ path, sha256: await digestFile(source, path) });
  return checkpointDigest(hashed);
}
