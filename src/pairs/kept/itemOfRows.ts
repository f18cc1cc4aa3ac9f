import type { Columns } from '../containers/RowReader';
import { groupRows } from '../groupRows';
import type { Item } from '../Item';
import type { Json } from '../Json';
import { parseJson } from '../parseJson';
import { readItem, readRow } from '../readItem';
import type { PartReading } from './ReadingRecord';

/** A row that was kept, with the part that it belongs to. */
export interface KeptRow {
  columns: Columns;
  line: number;
  part: PartReading;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The columns of a row from its bytes, as they were read at the import. */
export function columnsOf(bytes: Uint8Array, isMade: boolean): Columns {
  const text = strict.decode(bytes);
  // Of a row that Assay wrote, whole numbers beyond 2^53 are texts already, and what is written as a number is one.
  return (isMade ? JSON.parse(text) : parseJson(text)) as Columns;
}

/**
 * The item of a row, or of all rows that one was made of: the same as at the import.
 *
 * @throws RowError where the rows are not those that the import read.
 */
export function itemOfRows(rows: KeptRow[]): Item {
  const [first] = rows;
  if (first === undefined) throw new RangeError('An item must come from at least one row.');
  const item = rows.length === 1 ? oneRow(first) : severalRows(rows);
  noteOrigin(item, first.part);
  return item;
}

/** Notes where the lines of an item count: in which entry of a zip, in which of several files. */
export function noteOrigin(item: Item, { entry, fileName }: PartReading): void {
  if (entry !== null) item.meta['entry'] = entry;
  if (fileName !== null) item.meta['file'] = fileName;
}

/** What a row says that repeats an item: as the item's metadata list it. `conflict`: its label is another one. */
export function repeatOf(item: Item, repeated: Item): Json {
  const { line = null, source = null, label = null, columns = null, responses = null } = repeated.meta;
  const conflict = JSON.stringify(repeated.label) !== JSON.stringify(item.label);
  return { line, source, ranks: repeated.label?.ranks ?? null, conflict, label, columns, responses };
}

function oneRow({ columns, line, part }: KeptRow): Item {
  return readItem(columns, line, part.reading);
}

function severalRows(rows: KeptRow[]): Item {
  const parts = rows.map(({ columns, line, part }) => ({ ...readRow(columns, line, part.reading), line }));
  const { item, rejected } = groupRows(parts);
  if (item === null) throw new Error(`Rows that were one item are none now: ${rejected[0]?.reason ?? 'no reason'}.`);
  return item;
}
