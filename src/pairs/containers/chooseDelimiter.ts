import { CsvReader } from './CsvReader';

const delimiters = [',', '\t', ';', '|'];
const judgedCharacters = 64 * 1024;

/** Of comma, tab, semicolon and bar the one that divides the first records alike, and into most cells. Null: none divides them. */
export function chooseDelimiter(text: string): string | null {
  const bytes = new TextEncoder().encode(text.slice(0, judgedCharacters));
  const judged = delimiters.map((delimiter) => ({ delimiter, ...judge(bytes, delimiter, text) }));
  const fitting = judged.filter(({ cells }) => cells > 1);
  const best = fitting.toSorted((one, other) => other.alike - one.alike || other.cells - one.cells);
  return best[0]?.delimiter ?? null;
}

/** How many cells the header has, and which part of the records after it has as many. */
function judge(bytes: Uint8Array, delimiter: string, text: string): { cells: number; alike: number } {
  const header = /[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  const reader = new CsvReader(delimiter);
  const rows = reader.push(bytes);
  const good = rows.filter((row) => row.kind === 'row').length;
  const cells = reader.columnCount ?? header.split(delimiter).length;
  return { cells, alike: rows.length === 0 ? 0 : good / rows.length };
}
