import { readBytes, type ByteSource } from '../../ByteSource';
import { FileError } from '../FileError';
import { ParquetDamage } from './ParquetDamage';
import { readFooter, type Footer } from './readFooter';

const magic = 0x31524150;
/** The mark before the data; the length and the mark after the footer. */
const startBytes = 4;
const endBytes = 8;
/** Most footers fit into the first look at a file's end. */
const tailBytes = 256 * 1024;
const maxFooterBytes = 128 * 1024 * 1024;

/** A Parquet file whose footer has been read. */
export interface OpenParquet extends Footer {
  source: ByteSource;
  /** Where the data end and the footer begins. */
  dataEnd: number;
}

/**
 * Reads the footer of a Parquet file: its columns and where its row groups lie.
 *
 * @throws FileError where the footer is damaged or the file is cut.
 */
export async function openParquet(source: ByteSource, name: string): Promise<OpenParquet> {
  try {
    const footer = await footerBytes(source);
    return { ...readFooter(footer), source, dataEnd: source.size - endBytes - footer.length };
  } catch (error) {
    if (!(error instanceof ParquetDamage)) throw error;
    throw new FileError(
      `${name} is a Parquet file, but the footer at its end cannot be read (${error.message}): ` +
        'it is damaged or was cut off. Get it again.',
      { cause: error },
    );
  }
}

async function footerBytes(source: ByteSource): Promise<Uint8Array> {
  const tail = await readBytes(source, Math.max(0, source.size - tailBytes), source.size);
  const view = new DataView(tail.buffer);
  const end = tail.length - endBytes;
  if (end < 0 || view.getUint32(end + 4, true) !== magic) throw new ParquetDamage('it is not at its end');
  const length = view.getUint32(end, true);
  const from = source.size - endBytes - length;
  if (from < startBytes) throw new ParquetDamage(`it claims ${length} bytes`);
  if (length > maxFooterBytes) throw new ParquetDamage(`it has ${length} bytes, more than ${maxFooterBytes}`);
  return length <= end ? tail.subarray(end - length, end) : readBytes(source, from, from + length);
}
