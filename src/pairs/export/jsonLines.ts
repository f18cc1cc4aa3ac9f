import { canonicalJson } from '../canonicalJson';

/** One canonical JSON text a line, each with its line feed: the same rows are the same bytes. */
export function jsonLines(rows: unknown[]): string {
  return rows.map((row) => `${canonicalJson(row)}\n`).join('');
}
