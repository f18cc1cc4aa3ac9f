import { parquetWriteBuffer } from 'hyparquet-writer';

/** What a cell of a shard may hold; a blob is a vector's bytes. */
export type Cell = string | number | boolean | Uint8Array | null;
export type ShardRow = Record<string, Cell>;
export type CellType = 'text' | 'number' | 'count' | 'flag' | 'blob';
/** Columns of a shard in their order. */
export type ShardColumns = Record<string, CellType>;

type Schema = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>;

/** Rows of a shard: what a kill or a full disk costs at most is the work on one. */
export const usualShardRows = 2048;

/** Rows as a Parquet file: the same rows give the same bytes. */
export function shardFile(columns: ShardColumns, rows: readonly ShardRow[]): Uint8Array {
  const names = Object.keys(columns);
  const elements = names.map((name): Schema[number] => ({
    name,
    repetition_type: 'OPTIONAL',
    ...physical(columns[name]),
  }));
  const bytes = parquetWriteBuffer({
    schema: [{ name: 'rows', num_children: names.length }, ...elements],
    columnData: names.map((name) => ({ name, data: rows.map((row) => row[name] ?? null) })),
    createdBy: 'assay',
  });
  return new Uint8Array(bytes);
}

function physical(type: CellType | undefined): Pick<Schema[number], 'type' | 'converted_type'> {
  if (type === 'text') return { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  if (type === 'blob') return { type: 'BYTE_ARRAY' };
  if (type === 'flag') return { type: 'BOOLEAN' };
  return { type: type === 'count' ? 'INT32' : 'DOUBLE' };
}
