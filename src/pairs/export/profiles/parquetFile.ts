import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { ExportFile } from './Profile';

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

/** A column of a Parquet file: a text, a number, or a list of messages. */
export interface ParquetColumn {
  name: string;
  kind: 'text' | 'number' | 'messages' | 'messages with thinking';
}

type ParquetRow = Record<string, unknown>;

/** A row group ends with this many rows or units of text, whichever comes first: few enough that one fits memory with ease. */
const groupRows = 8192;
const groupLength = 1 << 23;

/** A Parquet file, written a row group at a time; lists of messages are lists of structs, as `datasets` reads them. */
export function parquetFile(
  path: string,
  columns: readonly ParquetColumn[],
  rows: () => AsyncIterable<ParquetRow>,
): ExportFile {
  return { path, type: 'application/vnd.apache.parquet', chunks: () => chunks(columns, rows()) };
}

async function* chunks(columns: readonly ParquetColumn[], rows: AsyncIterable<ParquetRow>): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const file = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'assay' });
  const write = async (group: ParquetRow[]) => {
    const columnData = columns.map(({ name }): ColumnSource => ({ name, data: group.map((row) => row[name]) }));
    await file.write({ columnData, rowGroupSize: groupRows });
    return taken(bytes);
  };
  for await (const group of groupsOf(rows)) yield await write(group);
  await file.finish();
  yield taken(bytes);
}

/** What the writer holds, copied out of it; it goes on counting its offset. */
function taken(bytes: ByteWriter): Uint8Array {
  const copy = bytes.getBytes().slice();
  bytes.index = 0;
  return copy;
}

async function* groupsOf(rows: AsyncIterable<ParquetRow>): AsyncGenerator<ParquetRow[]> {
  let group: ParquetRow[] = [];
  let length = 0;
  for await (const row of rows) {
    group.push(row);
    length += lengthOf(row);
    if (group.length < groupRows && length < groupLength) continue;
    yield group;
    group = [];
    length = 0;
  }
  if (group.length > 0) yield group;
}

/** Units of text in a row. */
function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + lengthOf(part), 0);
}

/** Lists as Parquet wants them: a group that may be absent, of a repeated group, of an element that may be absent. */
function schemaOf(columns: readonly ParquetColumn[]): Schema {
  return [{ name: 'pairs', num_children: columns.length }, ...columns.flatMap(elementsOf)];
}

function elementsOf({ name, kind }: ParquetColumn): Schema {
  if (kind === 'text') return [text(name)];
  if (kind === 'number') return [{ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }];
  const fields = kind === 'messages' ? ['role', 'content'] : ['role', 'content', 'thinking'];
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', num_children: fields.length },
    ...fields.map(text),
  ];
}

function text(name: string): Schema[number] {
  return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
}
