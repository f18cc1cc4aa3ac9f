import { readBytes, type ByteSource } from '../../ByteSource';
import { bytesOf, StreamCut, type ByteChunk } from '../ByteStream';
import { inflated } from '../inflated';
import { crc32 } from './crc32';
import type { ZipEntry } from './ZipContent';

const headerMark = 0x04034b50;
const headerBytes = 30;
const packedBytes = 64 * 1024;

/**
 * The bytes of a zip's entry, unpacked. No more than the zip declares ever comes out.
 *
 * @throws StreamCut after the last good bytes, where they are damaged, of another size, or of another check sum.
 */
export async function* entryBytes(source: ByteSource, entry: ZipEntry): AsyncGenerator<ByteChunk> {
  const from = await dataAt(source, entry);
  const packed = bytesOf(source, from, from + entry.packedBytes, packedBytes);
  let count = 0;
  let sum = 0;
  for await (const chunk of entry.method === 'stored' ? packed : inflated(packed, 'deflate')) {
    const bytes = chunk.bytes.subarray(0, entry.bytes - count);
    count += bytes.length;
    sum = crc32(bytes, sum);
    yield { ...chunk, bytes };
    if (bytes.length < chunk.bytes.length)
      throw new StreamCut(`it unpacks to more than the ${entry.bytes} bytes that the zip declares`);
  }
  if (count < entry.bytes)
    throw new StreamCut(`it unpacks to ${count} of the ${entry.bytes} bytes that the zip declares`);
  if (sum !== entry.crc32) throw new StreamCut('its check sum is wrong, so that any row of it may be damaged');
}

/**
 * Where an entry's data begin: its own header has a length that the directory does not know.
 *
 * @throws StreamCut where no header stands or the data would not fit into the file.
 */
export async function dataAt(source: ByteSource, { headerAt, packedBytes: length }: ZipEntry): Promise<number> {
  const header =
    headerAt + headerBytes <= source.size ? await readBytes(source, headerAt, headerAt + headerBytes) : null;
  const view = header === null ? null : new DataView(header.buffer);
  if (view?.getUint32(0, true) !== headerMark) throw new StreamCut(`no entry begins at byte ${headerAt} of the zip`);
  const from = headerAt + headerBytes + view.getUint16(26, true) + view.getUint16(28, true);
  if (from + length > source.size) throw new StreamCut('it would go on beyond the end of the zip');
  return from;
}
