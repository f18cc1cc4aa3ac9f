import type { ByteSource } from './ByteSource';
import type { ColumnMapping } from './ColumnMapping';
import { jsonCellColumns, readJsonCells } from './containers/jsonCells';
import { readRows } from './containers/readRows';
import type { RawRow } from './containers/RowReader';
import { FileError, sniffContainer, type Container } from './containers/sniffContainer';
import { detectFormat } from './formats/detectFormat';
import type { Format } from './formats/Format';
import { mappedFormat } from './formats/mappedFormat';

/** Rows that decide what a file is. */
const rowsSeen = 100;
const bytesSeen = 16 * 1024 * 1024;

export type GoodRow = Extract<RawRow, { kind: 'row' }>;

/** What the beginning of a file says about all of it. */
export interface Head {
  container: Container;
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
  const first = await firstRows(source, container, name);
  const jsonCells = container.kind === 'csv' ? jsonCellColumns(first.map((row) => row.columns)) : [];
  const rows = first.map((row) => readJsonCells(row, jsonCells)).filter((row) => row.kind === 'row');
  const format = mapping === null ? detectFormat(rows.map((row) => row.columns)) : mappedFormat(mapping);
  return { container, rows, jsonCells, format };
}

async function firstRows(source: ByteSource, container: Container, name: string): Promise<GoodRow[]> {
  const good: GoodRow[] = [];
  let reason = '';
  for await (const { rows, doneBytes } of readRows(source, container)) {
    for (const row of rows) {
      if (row.kind === 'row') good.push(row);
      else reason ||= `Row ${row.line}: ${row.reason}.`;
    }
    if (good.length >= rowsSeen || (good.length > 0 && doneBytes >= bytesSeen)) break;
  }
  if (good.length > 0) return good.slice(0, rowsSeen);
  throw new FileError(reason === '' ? `${name} has no rows.` : `${name} has no row that can be read. ${reason}`);
}
