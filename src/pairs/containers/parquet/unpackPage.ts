import { compressors } from 'hyparquet-compressors';
import { Z_NO_FLUSH, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit2 } from 'pako';
import { ZSTDDecoder } from 'zstddec';
import { unpackHadoopLz4, unpackLz4 } from './lz4';
import { ParquetDamage } from './ParquetDamage';

type Unpack = (packed: Uint8Array, length: number) => Uint8Array | undefined;

const none = 0;
const zstandard = 6;
/** zlib's `windowBits` for data with a gzip header and check sum around them. */
const gzipHeader = 31;
const zstd = new ZSTDDecoder();

/** By the numbers that Parquet gives to codecs; LZO has one and no reader. */
const codecs = new Map<number, { name: string; unpack: Unpack }>([
  [1, { name: 'Snappy', unpack: unpackSnappy }],
  [2, { name: 'gzip', unpack: unpackGzip }],
  [4, { name: 'Brotli', unpack: (packed, length) => compressors.BROTLI?.(packed, length) }],
  [5, { name: 'LZ4', unpack: unpackHadoopLz4 }],
  [zstandard, { name: 'Zstandard', unpack: (packed, length) => zstd.decode(packed, length) }],
  [7, { name: 'LZ4', unpack: unpackLz4 }],
]);

/** Must be called before pages of these codecs are unpacked: one of them is WebAssembly that has to be made ready. */
export async function prepareCodecs(codecs: number[]): Promise<void> {
  if (codecs.includes(zstandard)) await zstd.init();
}

/**
 * The bytes of a page, exactly as many as its header says. However the data are damaged, no more memory than that is taken.
 *
 * @throws ParquetDamage where they are damaged or packed in a way that Assay does not read.
 */
export function unpackPage(codec: number, packed: Uint8Array, length: number): Uint8Array {
  if (codec === none || length === 0) return exactly(packed, length, codec === none);
  const found = codecs.get(codec);
  if (found === undefined) throw new ParquetDamage(`packed by a codec that Assay does not read (number ${codec})`);
  return exactly(unpacked(found, packed, length), length, true);
}

function unpacked({ name, unpack }: { name: string; unpack: Unpack }, packed: Uint8Array, length: number): Uint8Array {
  try {
    return unpack(packed, length) ?? new Uint8Array();
  } catch (error) {
    // Codecs throw errors of every kind on damaged bytes.
    if (error instanceof ParquetDamage) throw error;
    throw new ParquetDamage(`its ${name} data are damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}

function exactly(bytes: Uint8Array, length: number, mustFit: boolean): Uint8Array {
  if (bytes.length === length) return bytes;
  if (!mustFit) return new Uint8Array(length);
  throw new ParquetDamage(`a page has ${bytes.length} bytes where its header says ${length}`);
}

/** The library believes the length that the data themselves begin with: what it has not written would be left from other pages. */
function unpackSnappy(packed: Uint8Array, length: number): Uint8Array | undefined {
  let declared = 0;
  for (let at = 0; at < 5; at++) {
    const byte = packed[at] ?? 0;
    declared += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) break;
  }
  if (declared !== length)
    throw new ParquetDamage(`its Snappy data say ${declared} bytes where its header says ${length}`);
  return compressors.SNAPPY?.(packed, length);
}

/** Of one member or several. */
function unpackGzip(packed: Uint8Array, length: number): Uint8Array {
  // One byte more than there may be, so that too much is noticed.
  const output = new Uint8Array(length + 1);
  let [from, to] = [0, 0];
  while (from < packed.length && to <= length) {
    const stream = new ZStream();
    zlibInflateInit2(stream, gzipHeader);
    Object.assign(stream, { input: packed, next_in: from, avail_in: packed.length - from });
    Object.assign(stream, { output, next_out: to, avail_out: output.length - to });
    const status = zlibInflate(stream, Z_NO_FLUSH);
    if (status !== Z_STREAM_END)
      throw new ParquetDamage(`its gzip data are damaged (${stream.msg || 'they end too early or too late'})`);
    [from, to] = [stream.next_in, stream.next_out];
  }
  return output.subarray(0, to);
}
