import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ByteSource } from '../ByteSource';
import { bytesOf, StreamCut, type ByteChunk } from '../containers/ByteStream';
import { dataAt, entryBytes } from '../containers/zip/entryBytes';
import type { ZipEntry } from '../containers/zip/ZipContent';
import { BackupError, type OpenBackup } from './Manifest';

export type OpenPart = OpenBackup['parts'][number];

/**
 * The bytes of a part, as they come. Whoever takes them believes them only after the last.
 *
 * @throws BackupError where the part cannot be read, or (at its end) where it is not what the manifest says
 */
export async function* checkedBytes(source: ByteSource, part: OpenPart): AsyncGenerator<Uint8Array> {
  if (part.entry === null) throw new BackupError(part.reason ?? 'it cannot be read');
  const digest = sha256.create();
  try {
    for await (const { bytes } of streamOf(source, part.entry)) {
      digest.update(bytes);
      yield bytes;
    }
  } catch (error) {
    if (!(error instanceof StreamCut)) throw error;
    throw new BackupError(`it is damaged: ${error.message}`, { cause: error });
  }
  if (bytesToHex(digest.digest()) !== part.sha256) throw new BackupError('it is damaged: its checksum is another one');
}

/** A part that has been checked whole, to be read as a file; one that the zip packs is unpacked into memory. */
export async function checkedPart(source: ByteSource, part: OpenPart): Promise<ByteSource> {
  const stored = part.entry?.method === 'stored' ? part.entry : null;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const bytes of checkedBytes(source, part)) if (stored === null) pieces.push(new Uint8Array(bytes));
  return stored === null ? new Blob(pieces) : storedSource(source, stored);
}

/** What a zip does not pack is read in place, by larger pieces; its own checksum is the weaker one. */
async function* streamOf(source: ByteSource, entry: ZipEntry): AsyncGenerator<ByteChunk> {
  if (entry.method === 'stored') yield* bytesOf(await storedSource(source, entry));
  else yield* entryBytes(source, entry);
}

async function storedSource(source: ByteSource, entry: ZipEntry): Promise<ByteSource> {
  const from = await dataAt(source, entry);
  return { size: entry.bytes, slice: (start, end) => source.slice(from + start, from + end) };
}
