import { StreamCut, type ByteStream } from './ByteStream';
import type { TextContainer } from './Container';
import { CsvReader } from './CsvReader';
import { JsonArrayReader } from './JsonArrayReader';
import { JsonlReader } from './JsonlReader';
import type { RawRow, RowReader } from './RowReader';
import { textBytes } from './textBytes';

/** Rows that were read together, with how far the file has been read for them. */
export interface Rows {
  rows: RawRow[];
  doneBytes: number;
  /** Of JSON Lines: the next bytes of the text, in UTF-8, in which the rows have their places. Good until the next rows. */
  text?: Uint8Array;
}

/** The rows of a text. Where gzip or a zip entry breaks off, its rows so far count, and one rejected row says where. */
export async function* textRows(file: ByteStream, container: TextContainer): AsyncGenerator<Rows> {
  const reader = readerOf(container);
  let doneBytes = 0;
  let line = 0;
  try {
    for await (const chunk of textBytes(file, container)) {
      doneBytes = chunk.doneBytes;
      const rows = reader.push(chunk.bytes);
      line = rows.at(-1)?.line ?? line;
      yield container.kind === 'jsonl' ? { rows, doneBytes, text: chunk.bytes } : { rows, doneBytes };
    }
  } catch (error) {
    if (!(error instanceof StreamCut)) throw error;
    yield { rows: [cutRow(reader, line, error.message)], doneBytes };
    return;
  }
  yield { rows: reader.end(), doneBytes };
}

function readerOf(container: TextContainer): RowReader {
  if (container.kind === 'csv') return new CsvReader(container.delimiter);
  return container.kind === 'json' ? new JsonArrayReader() : new JsonlReader();
}

/** The row in which the bytes break off may look whole and is not: half an answer must not pass for one. */
function cutRow(reader: RowReader, line: number, message: string): RawRow {
  const [open] = reader.end();
  const sample = open?.kind === 'rejected' ? open.sample : open === undefined ? '' : JSON.stringify(open.columns);
  const reason = `the packed file cannot be read from here on: ${message}. Rows after this one are missing`;
  return { kind: 'rejected', line: open?.line ?? line + 1, reason, sample };
}
