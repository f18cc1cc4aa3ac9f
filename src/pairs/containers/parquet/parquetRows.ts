import { parquetScan, type ParquetScan } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { FileChanged, type ByteSource } from '../../ByteSource';
import type { RawRow } from '../RowReader';
import type { Rows } from '../textRows';
import { openParquet, type OpenParquet } from './openParquet';
import { parquetParsers, parquetValue } from './parquetValue';

/** Unpacked, all columns of one row group together; a page of one column. */
const maxGroupBytes = 1024 * 1024 * 1024;
const maxPageBytes = 256 * 1024 * 1024;
const rowsPerBatch = 1024;

type Column = { name: string; values: ArrayLike<unknown> };
interface Group {
  /** 1-based, for people. */
  number: number;
  firstRow: number;
  rows: number;
  packedBytes: number;
  unpackedBytes: number;
}

/**
 * The rows of a Parquet file, one row group after another; of each group only its byte ranges are read, and one group is held
 * at a time. `line` counts rows of the file from 1. A group that cannot be read is one rejected row that names its rows.
 *
 * @throws FileError where the footer is damaged.
 */
export async function* parquetRows(source: ByteSource, name: string): AsyncGenerator<Rows> {
  const parquet = await openParquet(source, name);
  let doneBytes = 0;
  for (const group of groupsOf(parquet)) {
    doneBytes = Math.min(source.size, doneBytes + group.packedBytes);
    const read = await columnsOf(parquet, group);
    if (typeof read === 'string') yield { rows: [unreadGroup(group, read)], doneBytes };
    else yield* rowsOf(read, group, doneBytes);
  }
  yield { rows: [], doneBytes: source.size };
}

function groupsOf({ metadata }: OpenParquet): Group[] {
  let firstRow = 0;
  return metadata.row_groups.map((group, at) => {
    const rows = Number(group.num_rows);
    const columns = group.columns.map(({ meta_data }) => meta_data);
    const sum = (size: 'total_compressed_size' | 'total_uncompressed_size') =>
      columns.reduce((total, column) => total + Number(column?.[size] ?? 0), 0);
    const packedBytes = sum('total_compressed_size');
    const unpackedBytes = sum('total_uncompressed_size');
    firstRow += rows;
    return { number: at + 1, firstRow: firstRow - rows, rows, packedBytes, unpackedBytes };
  });
}

/** All columns of a row group, or why they cannot be read. */
async function columnsOf(parquet: OpenParquet, group: Group): Promise<Column[] | string> {
  const { firstRow, rows } = group;
  const bytes = Math.max(group.unpackedBytes, group.packedBytes);
  if (bytes > maxGroupBytes)
    return `it has ${bytes} bytes, more than ${maxGroupBytes}; write it with smaller row groups`;
  try {
    const range = { rowStart: firstRow, rowEnd: firstRow + rows };
    const scan = await parquetScan({
      ...parquet,
      ...range,
      compressors: bounded,
      utf8: false,
      parsers: parquetParsers,
    });
    const columns: Column[] = [];
    for (const name of parquet.columns) columns.push({ name, values: await valuesOf(scan, name, range) });
    const short = columns.find(({ values }) => values.length !== rows);
    return short === undefined ? columns : `column "${short.name}" has ${short.values.length} of ${rows} rows`;
  } catch (error) {
    // hyparquet throws errors of every kind on damaged bytes; a changed file is no matter of one group.
    if (error instanceof FileChanged) throw error;
    return (error as Error).message;
  }
}

function valuesOf(scan: ParquetScan, column: string, range: { rowStart: number; rowEnd: number }) {
  return scan.readColumn({ column, ...range });
}

/** A page says how large it will be; what claims more than any text needs is not unpacked. */
const bounded: typeof compressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (length > maxPageBytes) throw new RangeError(`a page claims ${length} bytes, more than ${maxPageBytes}`);
      return unpack(input, length);
    },
  ]),
);

function* rowsOf(columns: Column[], { firstRow, rows }: Group, doneBytes: number): Generator<Rows> {
  for (let from = 0; from < rows; from += rowsPerBatch) {
    const count = Math.min(rowsPerBatch, rows - from);
    yield { rows: Array.from({ length: count }, (_, at) => rowOf(columns, from + at, firstRow)), doneBytes };
  }
}

function rowOf(columns: Column[], at: number, firstRow: number): RawRow {
  const line = firstRow + at + 1;
  let column = '';
  try {
    const cells = columns.map(({ name, values }) => {
      column = name;
      return [name, parquetValue(values[at])] as const;
    });
    return { kind: 'row', line, columns: Object.fromEntries(cells) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'rejected', line, reason: `column "${column}" is ${error.message}`, sample: '' };
  }
}

function unreadGroup({ number, firstRow, rows }: Group, reason: string): RawRow {
  const lines = `rows ${firstRow + 1} to ${firstRow + rows} (row group ${number})`;
  return { kind: 'rejected', line: firstRow + 1, reason: `${lines} cannot be read: ${reason}`, sample: '' };
}
