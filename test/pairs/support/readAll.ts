import type { ByteSource } from '../../../src/pairs/ByteSource';
import { readRows, type RowBatch } from '../../../src/pairs/containers/readRows';
import { sniffContainer } from '../../../src/pairs/containers/sniffContainer';
import type { RawRow } from '../../../src/pairs/containers/RowReader';

export type ReadRow = RawRow & { entry: string | null };

/** All rows of a file, as the import reads them. */
export async function readAll(source: ByteSource, name: string): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const batch of batchesOf(source, name)) {
    rows.push(...batch.rows.map((row) => ({ ...row, entry: batch.entry })));
  }
  return rows;
}

export async function* batchesOf(source: ByteSource, name: string): AsyncGenerator<RowBatch> {
  yield* readRows(source, await sniffContainer(source, name));
}

/** The columns of rows that were read, the reasons of the others. */
export function columnsOf(rows: RawRow[]) {
  return rows.map((row) => (row.kind === 'row' ? row.columns : row.reason));
}

export const sourceOf = (bytes: Uint8Array): ByteSource => new Blob([new Uint8Array(bytes)]);
