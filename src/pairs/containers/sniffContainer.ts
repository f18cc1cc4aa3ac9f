import { readBytes, type ByteSource } from '../ByteSource';
import { packingOf } from './binaryKind';
import { bytesOf, headOf, StreamCut } from './ByteStream';
import type { Container } from './Container';
import { FileError } from './FileError';
import { gzipped } from './textBytes';
import { sniffText } from './sniffText';
import { openZip } from './zip/openZip';

export type { Container } from './Container';
export { FileError } from './FileError';

/** What decides how a file holds its rows. */
export const headBytes = 1024 * 1024;

/**
 * Tells by its content, then by its name, how a file holds its rows.
 *
 * @throws FileError for an empty file, and where it is none of the containers that Assay reads.
 */
export async function sniffContainer(source: ByteSource, name: string): Promise<Container> {
  if (source.size === 0) throw new FileError(`${name} is empty (0 bytes). Choose a file with at least one row.`);
  const head = await readBytes(source, 0, headBytes);
  const packing = packingOf(head);
  if (packing === 'parquet') return { kind: 'parquet', name };
  if (packing === 'zip') return { kind: 'zip', content: await openZip(source, name) };
  if (packing === null) return sniffText({ head, isWhole: source.size <= headBytes, name, isGzipped: false });
  const unpacked = await gzipHead(source, name);
  if (unpacked.head.length > 0) return sniffText({ ...unpacked, name, isGzipped: true });
  throw new FileError(`${name} is gzip of an empty file. Choose a file with at least one row.`);
}

async function gzipHead(source: ByteSource, name: string): Promise<{ head: Uint8Array; isWhole: boolean }> {
  try {
    return await headOf(gzipped(bytesOf(source)), headBytes);
  } catch (error) {
    if (!(error instanceof StreamCut)) throw error;
    throw new FileError(`${name} is damaged gzip: ${error.message}. Get it again.`, { cause: error });
  }
}
