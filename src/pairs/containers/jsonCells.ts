import { isConversation } from '../formats/messages';
import { isTexts } from '../formats/shapes';
import type { Json } from '../Json';
import { parseJson } from '../parseJson';
import { sampleOf, type Columns, type RawRow } from './RowReader';

/**
 * The columns of a CSV whose cells are JSON: lists of messages or of texts in every cell of the first rows that is not empty.
 * One cell that is not decides for text, since an answer may well be a list in brackets.
 */
export function jsonCellColumns(rows: Columns[]): string[] {
  const names = Object.keys(rows[0] ?? {});
  return names.filter((name) => {
    const cells = rows.map((row) => row[name]).filter((cell) => cell !== undefined && cell !== '');
    return cells.length > 0 && cells.every(isJsonList);
  });
}

/** The row with the JSON of the given columns read; rejected where one of them is broken. Empty cells stay as they are. */
export function readJsonCells(row: RawRow, names: string[]): RawRow {
  if (row.kind === 'rejected' || names.length === 0) return row;
  try {
    const there = names.filter((name) => Object.hasOwn(row.columns, name));
    const read = there.map((name): [string, Json] => [name, parseCell(row.columns[name] ?? null)]);
    return { ...row, columns: Object.fromEntries([...Object.entries(row.columns), ...read]) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = `a cell of ${names.map((name) => `"${name}"`).join(' or ')} is ${error.message}`;
    return { kind: 'rejected', line: row.line, reason, sample: sampleOf(JSON.stringify(row.columns)) };
  }
}

function isJsonList(cell: Json | undefined): boolean {
  if (typeof cell !== 'string' || !/^\s*\[/.test(cell)) return false;
  try {
    const value = parseJson(cell);
    return isConversation(value) || isTexts(value);
  } catch {
    return false;
  }
}

function parseCell(cell: Json): Json {
  return typeof cell === 'string' && cell !== '' ? parseJson(cell) : cell;
}
