import { fileWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { FinishedRow, ScoreOrigin } from './writeScores';

const rowsPerGroup = 16_384;

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
type Physical = 'INT32' | 'INT64' | 'DOUBLE' | 'STRING';

interface Column {
  name: keyof FinishedRow;
  type: Physical;
  isList: boolean;
}

const columns: Column[] = [
  scalar('row', 'INT64'),
  scalar('state', 'STRING'),
  scalar('item', 'STRING'),
  scalar('source', 'STRING'),
  list('columns', 'STRING'),
  list('responses', 'STRING'),
  list('ranks', 'INT32'),
  list('rewards', 'DOUBLE'),
  list('states', 'STRING'),
  list('tokens', 'INT32'),
  scalar('margin', 'DOUBLE'),
  scalar('p', 'DOUBLE'),
  scalar('reason', 'STRING'),
  scalar('checkpoint', 'STRING'),
  scalar('precision', 'STRING'),
];

/** Parquet, a row group at a time. */
export async function writeParquet(rows: AsyncIterable<FinishedRow>, origin: ScoreOrigin, path: string): Promise<void> {
  const kvMetadata = [{ key: 'assay', value: JSON.stringify(origin) }];
  const writer = new ParquetWriter({ writer: fileWriter(path), schema: schema(), kvMetadata, createdBy: 'assay' });
  let group: FinishedRow[] = [];
  const writeGroup = async () => {
    await writer.write({ columnData: columns.map((column) => dataOf(column, group)), rowGroupSize: rowsPerGroup });
    group = [];
  };
  for await (const row of rows) {
    group.push(row);
    if (group.length === rowsPerGroup) await writeGroup();
  }
  if (group.length > 0) await writeGroup();
  await writer.finish();
}

function scalar(name: Column['name'], type: Physical): Column {
  return { name, type, isList: false };
}

function list(name: Column['name'], type: Physical): Column {
  return { name, type, isList: true };
}

/** Lists as Parquet wants them: a group that may be absent, of a repeated group, of an element that may be null. */
function schema(): Schema {
  const elements = columns.flatMap(({ name, type, isList }): Schema => {
    if (!isList) return [element(name, type)];
    return [
      { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      element('element', type),
    ];
  });
  return [{ name: 'scores', num_children: columns.length }, ...elements];
}

function element(name: string, type: Physical): Schema[number] {
  if (type === 'STRING') return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
  return { name, type, repetition_type: 'OPTIONAL' };
}

function dataOf({ name, type }: Column, rows: readonly FinishedRow[]): ColumnSource {
  return { name, data: rows.map((row) => (type === 'INT64' ? BigInt(row[name] as number) : row[name])) };
}
