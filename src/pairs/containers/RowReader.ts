import type { Json } from '../Json';

export type Columns = { [column: string]: Json };

/** Where the text of a row lies in the text of its file, in bytes of UTF-8. */
export interface TextPlace {
  at: number;
  length: number;
}

/** One row of a file: its columns, or the reason why it could not be read. `line` as in `RejectedRow`.
 * `text`: of JSON Lines, where the row stands in them as it is. */
export type RawRow =
  | { kind: 'row'; line: number; columns: Columns; text?: TextPlace }
  | { kind: 'rejected'; line: number; reason: string; sample: string };

/** Divides the bytes of a file into rows. Any division of the file into chunks gives the same rows. */
export interface RowReader {
  push(chunk: Uint8Array): RawRow[];
  /** After the last chunk. */
  end(): RawRow[];
}

/** The beginning of a text, for a report. */
export function sampleOf(text: string): string {
  return text.slice(0, 200).replace(/[\ud800-\udbff]$/, '');
}
