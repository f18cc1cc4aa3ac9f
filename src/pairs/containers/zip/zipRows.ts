import { FileChanged, type ByteSource } from '../../ByteSource';
import { headOf, joined, StreamCut } from '../ByteStream';
import type { RowsKind } from '../Container';
import { FileError } from '../FileError';
import { parquetRows } from '../parquet/parquetRows';
import { gzipped } from '../textBytes';
import type { RowBatch } from '../readRows';
import { sniffText } from '../sniffText';
import { textRows, type Rows } from '../textRows';
import { dataAt, entryBytes } from './entryBytes';
import type { ZipContent, ZipEntry } from './ZipContent';

const headBytes = 1024 * 1024;
/** A packed Parquet file is read from its end, so it is unpacked into memory. */
const maxPackedParquet = 256 * 1024 * 1024;

/** The rows of all entries in order; each is a container of its own. What is not read is one rejected row that names it. */
export async function* zipRows(source: ByteSource, { entries, refused }: ZipContent): AsyncGenerator<RowBatch> {
  for (const { name, reason } of refused) yield notRead(name, reason, 0);
  let doneBytes = 0;
  for (const entry of entries) {
    for await (const batch of entryRows(source, entry)) {
      doneBytes = Math.max(doneBytes, batch.doneBytes);
      yield { ...batch, rows: batch.rows.map((row) => named(row, entry.name)), doneBytes, entry: entry.name };
    }
  }
  yield { rows: [], doneBytes: source.size, kind: null, entry: null };
}

/** Reports say in which entry a line is. */
function named(row: RowBatch['rows'][number], entry: string): RowBatch['rows'][number] {
  return row.kind === 'row' ? row : { ...row, reason: `${entry}: ${row.reason}` };
}

function notRead(entry: string, reason: string, doneBytes: number): RowBatch {
  const row = { kind: 'rejected' as const, line: 1, reason: `${entry} was not read: ${reason}`, sample: '' };
  return { rows: [row], doneBytes, kind: null, entry };
}

async function* entryRows(source: ByteSource, entry: ZipEntry): AsyncGenerator<Omit<RowBatch, 'entry'>> {
  try {
    if (entry.bytes === 0) throw new FileError('it is empty (0 bytes)');
    const { rows, kind } = await opened(source, entry);
    for await (const batch of rows) yield { ...batch, kind };
  } catch (error) {
    if (error instanceof FileChanged) throw error;
    if (!(error instanceof FileError || error instanceof StreamCut)) throw error;
    const row = { kind: 'rejected' as const, line: 1, reason: `it cannot be read: ${error.message}`, sample: '' };
    yield { rows: [row], doneBytes: entry.headerAt, kind: null };
  }
}

async function opened(source: ByteSource, entry: ZipEntry): Promise<{ rows: AsyncIterable<Rows>; kind: RowsKind }> {
  if (/\.parquet$/i.test(entry.name))
    return { rows: parquetRows(await parquetOf(source, entry), entry.name), kind: 'parquet' };
  const isGzipped = /\.gz$/i.test(entry.name);
  const bytes = entryBytes(source, entry);
  const { head, isWhole } = await headOf(isGzipped ? gzipped(bytes) : bytes, headBytes);
  if (head.length === 0) throw new FileError('it is gzip of an empty file');
  const container = sniffText({ head, isWhole, name: entry.name, isGzipped });
  return { rows: textRows(entryBytes(source, entry), container), kind: container.kind };
}

/** A Parquet file that is stored as it is, is read in place. */
async function parquetOf(source: ByteSource, entry: ZipEntry): Promise<ByteSource> {
  if (entry.method === 'stored') {
    const from = await dataAt(source, entry);
    return { size: entry.bytes, slice: (start, end) => source.slice(from + start, from + end) };
  }
  if (entry.bytes > maxPackedParquet)
    throw new FileError(
      `a packed Parquet file of ${entry.bytes} bytes, more than ${maxPackedParquet} (unpack the zip)`,
    );
  const parts: Uint8Array[] = [];
  for await (const { bytes } of entryBytes(source, entry)) parts.push(bytes.slice());
  const whole = joined(parts);
  return { size: whole.length, slice: (from, to) => ({ arrayBuffer: async () => whole.buffer.slice(from, to) }) };
}
