import { parseJson } from '../parseJson';
import { sampleOf, type RawRow } from './RowReader';
import type { RowText } from './RowBytes';

/** A row from the JSON text of one object. */
export function objectRow(row: RowText, line: number): RawRow {
  if (row.text === null) return { kind: 'rejected', line, reason: row.reason, sample: row.sample };
  const reject = (reason: string): RawRow => ({ kind: 'rejected', line, reason, sample: sampleOf(row.text.trim()) });
  try {
    const value = parseJson(row.text);
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return reject('not an object with columns');
    return { kind: 'row', line, columns: value };
  } catch (error) {
    if (error instanceof SyntaxError) return reject(error.message);
    throw error;
  }
}
