import type { ByteSource } from './ByteSource';
import type { ColumnMapping } from './ColumnMapping';
import { jsonCellColumns, readJsonCells } from './containers/jsonCells';
import type { Container, RowsKind } from './containers/Container';
import { FileError } from './containers/FileError';
import { readRows } from './containers/readRows';
import type { RawRow } from './containers/RowReader';
import { sniffContainer } from './containers/sniffContainer';
import { detectFormat } from './formats/detectFormat';
import type { Format } from './formats/Format';
import { mappedFormat } from './formats/mappedFormat';

/** Rows that decide what a file is. */
const rowsSeen = 100;
const bytesSeen = 16 * 1024 * 1024;
/** Rows that cannot be read count as well: packed files hold many in few bytes. */
const rowsTried = 10_000;

export type GoodRow = Extract<RawRow, { kind: 'row' }>;

/** What the beginning of a file says about all of it. */
export interface Head {
  container: Container;
  /** How the first row is written: in a zip as its entry is. */
  kind: RowsKind;
  /** The first rows that could be read. */
  rows: GoodRow[];
  /** Columns whose cells are JSON (CSV only). */
  jsonCells: string[];
  /** Null: no known shape and no mapping. */
  format: Format | null;
}

/**
 * Reads the beginning of a file.
 *
 * @throws FileError where there is nothing to load: empty, binary, no rows, or not one row that can be read.
 */
export async function readHead(source: ByteSource, name: string, mapping: ColumnMapping | null): Promise<Head> {
  const container = await sniffContainer(source, name);
  const { first, kind } = await firstRows(source, container, name);
  const jsonCells = kind === 'csv' ? jsonCellColumns(first.map((row) => row.columns)) : [];
  const rows = first.map((row) => readJsonCells(row, jsonCells)).filter((row) => row.kind === 'row');
  const format = mapping === null ? detectFormat(rows.map((row) => row.columns)) : mappedFormat(mapping);
  return { container, kind, rows, jsonCells, format };
}

async function firstRows(
  source: ByteSource,
  container: Container,
  name: string,
): Promise<{ first: GoodRow[]; kind: RowsKind }> {
  const good: GoodRow[] = [];
  let firstKind: RowsKind | null = null;
  let reason = '';
  let tried = 0;
  for await (const { rows, doneBytes, kind } of readRows(source, container)) {
    if (rows.some((row) => row.kind === 'row')) firstKind ??= kind;
    for (const row of rows) {
      if (row.kind === 'row') good.push(row);
      else reason ||= `Row ${row.line}: ${row.reason}.`;
    }
    tried += rows.length;
    if (good.length >= rowsSeen || (good.length > 0 && (doneBytes >= bytesSeen || tried >= rowsTried))) break;
  }
  if (firstKind !== null) return { first: good.slice(0, rowsSeen), kind: firstKind };
  throw new FileError(reason === '' ? `${name} has no rows.` : `${name} has no row that can be read. ${reason}`);
}
