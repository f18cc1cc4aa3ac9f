import { jsonLines } from '../jsonLines';
import type { ExportRow } from '../ExportRow';
import { textChunks } from '../textChunks';
import type { ExportFile } from './Profile';

/** A file of canonical JSON, one object a line; `objects` gives the lines of one row (`at`: its place among the rows). */
export function jsonlFile(
  path: string,
  rows: () => AsyncIterable<ExportRow>,
  objects: (row: ExportRow, at: number) => object[],
): ExportFile {
  async function* lines() {
    let at = 0;
    for await (const row of rows()) yield jsonLines(objects(row, at++));
  }
  return { path, type: 'application/jsonl', chunks: () => textChunks(lines()) };
}
