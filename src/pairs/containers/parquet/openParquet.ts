import { parquetMetadataAsync, type AsyncBuffer, type FileMetaData } from 'hyparquet';
import { readBytes, FileChanged, type ByteSource } from '../../ByteSource';
import { FileError } from '../FileError';

/** A Parquet file whose footer has been read. */
export interface OpenParquet {
  file: AsyncBuffer;
  metadata: FileMetaData;
  /** Names of the columns, in the file's order. */
  columns: string[];
}

/**
 * Reads the footer of a Parquet file: its columns and where its row groups lie.
 *
 * @throws FileError where the footer is damaged or the file is cut.
 */
export async function openParquet(source: ByteSource, name: string): Promise<OpenParquet> {
  const file: AsyncBuffer = {
    byteLength: source.size,
    // Ranges that a hostile footer makes up give nothing, and decoding that is an error of its row group.
    slice: (from, to = source.size) => {
      const read = readBytes(source, from, to).then((bytes) => bytes.buffer);
      // hyparquet starts several reads and waits for the first: when one fails, nobody else looks at the others.
      read.catch(() => undefined);
      return read;
    },
  };
  const metadata = await metadataOf(file, name);
  const names = metadata.schema.slice(1).map(({ name }) => name);
  // hyparquet builds structs by assignment, and a struct's field of this name would be lost without a word.
  if (names.includes('__proto__')) throw new FileError(`${name} has a column or field named __proto__. Rename it.`);
  return { file, metadata, columns: topNames(metadata) };
}

async function metadataOf(file: AsyncBuffer, name: string): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(file, { geoparquet: false });
  } catch (error) {
    if (error instanceof FileChanged) throw error;
    throw new FileError(
      `${name} is a Parquet file, but the footer at its end cannot be read (${String((error as Error).message)}): ` +
        'it is damaged or was cut off. Get it again.',
      { cause: error },
    );
  }
}

/** The schema is a tree written in depth-first order; its root's children are the columns. */
function topNames({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  for (let at = 1; at < schema.length; at = afterSubtree(schema, at)) names.push(schema[at]?.name ?? '');
  return names;
}

function afterSubtree(schema: FileMetaData['schema'], at: number): number {
  let open = 1;
  let next = at;
  for (; open > 0 && next < schema.length; next++) open += (schema[next]?.num_children ?? 0) - 1;
  return next;
}
