import type { ByteSource } from '../ByteSource';
import { bytesOf } from './ByteStream';
import type { Container, RowsKind } from './Container';
import { parquetRows } from './parquet/parquetRows';
import { textRows, type Rows } from './textRows';
import { zipRows } from './zip/zipRows';

/** Rows that were read together. At the end of the file `doneBytes` is its size. */
export interface RowBatch extends Rows {
  /** Null: reports only, of what could not be read. */
  kind: RowsKind | null;
  /** The entry of a zip that they stand in; `line` counts inside of it. Null for any other file. */
  entry: string | null;
}

/** The rows of a file, some at a time. */
export async function* readRows(source: ByteSource, container: Container): AsyncGenerator<RowBatch> {
  if (container.kind === 'zip') yield* zipRows(source, container.content);
  else yield* plainRows(source, container);
}

async function* plainRows(
  source: ByteSource,
  container: Exclude<Container, { kind: 'zip' }>,
): AsyncGenerator<RowBatch> {
  const { kind } = container;
  const rows =
    container.kind === 'parquet' ? parquetRows(source, container.name) : textRows(bytesOf(source), container);
  for await (const batch of rows) yield { ...batch, kind, entry: null };
}
