import type { ByteSource } from '../../ByteSource';
import type { Json } from '../../Json';
import { sampleOf, type RawRow } from '../RowReader';
import type { Rows } from '../textRows';
import { ChunkBytes } from './ChunkBytes';
import { HeldPages } from './HeldPages';
import { LeafCursor } from './LeafCursor';
import { openParquet, type OpenParquet } from './openParquet';
import { ParquetDamage } from './ParquetDamage';
import { readField } from './readField';
import type { RowGroup } from './readFooter';
import { prepareCodecs } from './unpackPage';

const rowsPerBatch = 1024;
/** Columns of a row group whose first pages are asked for at once: each may be a request over the network. */
const readsAtOnce = 16;

/** A row group and where it stands: `number` is 1-based, `firstRow` counts the rows before it. */
interface Place {
  number: number;
  firstRow: number;
  /** Packed bytes of the groups before it. */
  doneBytes: number;
}

/**
 * The rows of a Parquet file, one row group after another; of each group only its byte ranges are read, and of each column one
 * page is held at a time. `line` counts rows of the file from 1. Where a group cannot be read on, one rejected row names its
 * rows from there.
 *
 * @throws FileError where the footer is damaged.
 */
export async function* parquetRows(source: ByteSource, name: string): AsyncGenerator<Rows> {
  const parquet = await openParquet(source, name);
  await prepareCodecs(parquet.groups.flatMap(codecsOf));
  let [firstRow, doneBytes] = [0, 0];
  for (const [at, group] of parquet.groups.entries()) {
    yield* groupRows(parquet, group, { number: at + 1, firstRow, doneBytes });
    firstRow += group.rows;
    if (doneBytes + packedBytes(group) <= parquet.dataEnd) doneBytes += packedBytes(group);
  }
  const reason = `the file says that it has ${parquet.rows} rows, and its row groups have ${firstRow}`;
  const rows: RawRow[] =
    firstRow === parquet.rows ? [] : [{ kind: 'rejected', line: firstRow + 1, reason, sample: '' }];
  yield { rows, doneBytes: source.size };
}

async function* groupRows(parquet: OpenParquet, group: RowGroup, place: Place): AsyncGenerator<Rows> {
  let read = 0;
  let rows: RawRow[] = [];
  const { size } = parquet.source;
  try {
    const leaves = cursorsOf(parquet, group, place.doneBytes);
    const doneBytes = () => Math.min(size, place.doneBytes + leaves.reduce((sum, leaf) => sum + leaf.doneBytes, 0));
    for (; read < group.rows; read++) {
      if (rows.length === rowsPerBatch || (rows.length > 0 && leaves.some((leaf) => !leaf.hasRow))) {
        yield { rows, doneBytes: doneBytes() };
        rows = [];
      }
      await loadRow(leaves);
      rows.push(readRow(parquet, leaves, place.firstRow + read + 1));
    }
    yield { rows, doneBytes: doneBytes() };
    rows = [];
    const longer = leaves.findIndex((leaf) => !leaf.isAtEnd);
    if (longer >= 0) throw new ParquetDamage(`column "${parquet.leaves[longer]?.name}" has more values than rows`);
  } catch (error) {
    if (!(error instanceof ParquetDamage)) throw error;
    yield { rows: [...rows, unread(group, place, read, error)], doneBytes: Math.min(size, place.doneBytes) };
  }
}

function cursorsOf(parquet: OpenParquet, group: RowGroup, doneBytes: number): LeafCursor[] {
  const { leaves, source, dataEnd } = parquet;
  const { chunks } = group;
  if (chunks instanceof ParquetDamage) throw chunks;
  // Columns that lie in each other would make a small file as large as it likes.
  if (doneBytes + packedBytes(group) > dataEnd) throw new ParquetDamage('its columns have more bytes than the file');
  const held = new HeldPages();
  return leaves.map((leaf, at) => {
    const chunk = chunks[at];
    if (chunk === undefined || chunk.from + chunk.packedBytes > dataEnd)
      throw new ParquetDamage(`column "${leaf.name}" lies beyond the end of the data`);
    const bytes = new ChunkBytes(source, chunk.from, chunk.from + chunk.packedBytes, leaves.length);
    return new LeafCursor(leaf, chunk, held, bytes);
  });
}

/** Reads pages until every column has the next row. */
async function loadRow(leaves: LeafCursor[]): Promise<void> {
  for (let waiting = leaves; ;) {
    waiting = waiting.filter((leaf) => !leaf.hasRow);
    if (waiting.length === 0) return;
    const outcomes = await Promise.allSettled(waiting.slice(0, readsAtOnce).map((leaf) => leaf.load()));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}

function readRow({ columns }: OpenParquet, leaves: LeafCursor[], line: number): RawRow {
  const row = { leaves, broken: null as string | null };
  let column = '';
  const cells = columns.map((node): [string, Json] => {
    const cell = readField(node, row);
    if (row.broken !== null) column ||= node.name;
    return [node.name, cell];
  });
  if (leaves.some((leaf) => !leaf.isAtRowEnd)) throw new ParquetDamage('its columns have lists of different lengths');
  const columnsOfRow = Object.fromEntries(cells);
  if (row.broken === null) return { kind: 'row', line, columns: columnsOfRow };
  const reason = `column "${column}" is ${row.broken}`;
  return { kind: 'rejected', line, reason, sample: sampleOf(JSON.stringify(columnsOfRow)) };
}

function unread(group: RowGroup, { number, firstRow }: Place, read: number, { message }: ParquetDamage): RawRow {
  const [from, to] = [firstRow + Math.min(read, group.rows - 1) + 1, firstRow + group.rows];
  const lines = from < to ? `rows ${from} to ${to}` : `row ${to}`;
  const reason =
    read < group.rows
      ? `${lines} (row group ${number}) cannot be read: ${message}`
      : `row group ${number} may have more rows than it says: ${message}`;
  return { kind: 'rejected', line: Math.max(from, 1), reason, sample: '' };
}

function codecsOf({ chunks }: RowGroup): number[] {
  return chunks instanceof ParquetDamage ? [] : chunks.map(({ codec }) => codec);
}

function packedBytes({ chunks }: RowGroup): number {
  return chunks instanceof ParquetDamage ? 0 : chunks.reduce((sum, chunk) => sum + chunk.packedBytes, 0);
}
