import { readBytes, type ByteSource } from '../ByteSource';
import { CsvReader } from './CsvReader';
import { JsonArrayReader } from './JsonArrayReader';
import { JsonlReader } from './JsonlReader';
import type { RawRow, RowReader } from './RowReader';
import type { Container } from './sniffContainer';

const chunkBytes = 1024 * 1024;

/** The rows of a file, some at a time, with the bytes read so far. At the end of the file `doneBytes` is its size. */
export async function* readRows(
  source: ByteSource,
  container: Container,
): AsyncGenerator<{ rows: RawRow[]; doneBytes: number }> {
  const reader = readerOf(container);
  for (let at = container.from; at < source.size; at += chunkBytes) {
    const chunk = await readBytes(source, at, at + chunkBytes);
    yield { rows: reader.push(chunk), doneBytes: at + chunk.length };
  }
  yield { rows: reader.end(), doneBytes: source.size };
}

function readerOf(container: Container): RowReader {
  if (container.kind === 'csv') return new CsvReader(container.delimiter);
  return container.kind === 'json' ? new JsonArrayReader() : new JsonlReader();
}
