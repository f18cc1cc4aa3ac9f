import type { ByteSource } from './ByteSource';
import type { ColumnMapping } from './ColumnMapping';
import { containerInWords } from './containers/containerInWords';
import { FileError } from './containers/FileError';
import type { Columns } from './containers/RowReader';
import type { Inspection } from './contract';
import { suggestMapping } from './formats/suggestMapping';
import type { Json } from './Json';
import { readHead, type Head } from './readHead';
import { rowsInWords, shown } from './rowsInWords';

/**
 * Reads the beginning of a file and says what it is.
 *
 * @param mapping what the columns mean, where a person said so.
 * @throws FileError where there is nothing to load, or where the mapping makes no item of any of the first rows.
 */
export async function inspectFile(
  source: ByteSource,
  name: string,
  mapping: ColumnMapping | null,
): Promise<Inspection> {
  const head = await readHead(source, name, mapping);
  const columns = head.rows.map((row) => row.columns);
  return {
    file: name,
    bytes: source.size,
    container: head.kind === 'parquet' ? 'json' : head.kind,
    containerInWords: containerInWords(head.container, head.kind),
    columns: [...new Set(columns.flatMap((row) => Object.keys(row)))],
    format: head.format === null ? null : { name: head.format.name, title: head.format.title },
    ...wordsOf(head, name, mapping),
    sampleRows: columns.slice(0, 3).map(sampleRow),
    suggestedMapping: mapping ?? suggestMapping(columns),
  };
}

function wordsOf(
  head: Head,
  file: string,
  mapping: ColumnMapping | null,
): Pick<Inspection, 'rowsInWords' | 'labelledPairs'> {
  if (head.format === null) return { rowsInWords: [], labelledPairs: [] };
  const reading = { format: head.format, source: mapping?.source ?? null, mapped: mapping !== null, file };
  const { words, firstReason, labelled } = rowsInWords(head.rows, reading);
  // A known shape loads all the same: rows further down may be sound, and the report names those that are not.
  if (words.length > 0 || firstReason === null || mapping === null)
    return { rowsInWords: words, labelledPairs: labelled };
  throw new FileError(`None of the first ${head.rows.length} rows of ${file} can be read this way. ${firstReason}`);
}

function sampleRow(columns: Columns): { [column: string]: string } {
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, shown(textOf(value))]));
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
