import { ParquetDamage } from './ParquetDamage';
import { readSchema, type Schema } from './readSchema';
import { countIn, structIn, structsIn, wholeIn } from './thriftFields';
import { ThriftReader, type ThriftStruct } from './ThriftReader';

/** The values of one leaf in one row group: pages that follow each other in the file. */
export interface ColumnChunk {
  codec: number;
  values: number;
  from: number;
  packedBytes: number;
}

export interface RowGroup {
  rows: number;
  /** One a leaf, in the schema's order; or why they cannot be read. */
  chunks: ColumnChunk[] | ParquetDamage;
}

export interface Footer extends Schema {
  rows: number;
  groups: RowGroup[];
}

/** @throws ParquetDamage where the footer says what cannot be. Of a row group that does, the group says so. */
export function readFooter(bytes: Uint8Array): Footer {
  const footer = new ThriftReader(bytes).struct();
  const schema = readSchema(structsIn(footer, 2, 'its schema'));
  const groups = structsIn(footer, 4, 'its list of row groups');
  return {
    ...schema,
    rows: countIn(footer, 3, 'its number of rows'),
    groups: groups.map((group) => groupOf(group, schema)),
  };
}

function groupOf(group: ThriftStruct, { leaves }: Schema): RowGroup {
  const rows = countIn(group, 3, 'the number of rows of a row group');
  try {
    const chunks = structsIn(group, 1, 'its list of columns');
    if (chunks.length !== leaves.length)
      throw new ParquetDamage(`it has ${chunks.length} columns where the schema has ${leaves.length}`);
    return { rows, chunks: chunks.map(chunkOf) };
  } catch (error) {
    if (!(error instanceof ParquetDamage)) throw error;
    return { rows, chunks: error };
  }
}

function chunkOf(chunk: ThriftStruct): ColumnChunk {
  if (chunk.has(1)) throw new ParquetDamage('its data lie in another file');
  const about = structIn(chunk, 3);
  if (about === null) throw new ParquetDamage(chunk.has(8) ? 'it is encrypted' : 'a column says nothing of itself');
  const data = countIn(about, 9, 'the place of a column');
  const dictionary = wholeIn(about, 11) ?? 0;
  return {
    codec: countIn(about, 4, 'the codec of a column'),
    values: countIn(about, 5, 'the number of values of a column'),
    from: dictionary > 0 && dictionary < data ? dictionary : data,
    packedBytes: countIn(about, 7, 'the size of a column'),
  };
}
