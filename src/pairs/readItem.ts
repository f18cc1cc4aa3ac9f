import type { Columns } from './containers/RowReader';
import type { Draft, Format } from './formats/Format';
import { formatOfRow } from './formats/detectFormat';
import { RowError } from './formats/RowError';
import { RowView } from './formats/RowView';
import type { Item } from './Item';
import { itemOf } from './itemOf';
import type { Json } from './Json';

/** How the rows of a file become items. */
export interface Reading {
  format: Format;
  /** The column that names a row's source; null: `source`, `subset` or `category`, whichever comes first. */
  source: string | null;
  /** With a mapping every row is read by it; else a row of another known shape is read by that one. */
  mapped: boolean;
  file: string;
}

const sourceColumns = ['source', 'subset', 'category'];

/** A row as its format read it, before it is an item. */
export interface ReadRow {
  format: Format;
  draft: Draft;
  meta: { [key: string]: Json };
}

/**
 * The item of a row. `meta` holds `format`, `line`, `source` (else the file's name), `label` as it stood in the row,
 * `columns` (all that were not read), `responses` (what the row says of each, in canonical order) and `unreadMessageKeys`.
 *
 * @throws RowError with the reason, where the row cannot be an item.
 */
export function readItem(columns: Columns, line: number, reading: Reading): Item {
  const { format, draft, meta } = readRow(columns, line, reading);
  if (format.grouped !== undefined)
    throw new RowError(
      'the row holds one response; such rows become items only where a file of them is imported whole',
    );
  return itemOf(draft, meta);
}

/**
 * What a row says, and in `meta` all that it says beside prompt, responses and label.
 *
 * @throws RowError with the reason, where the row has not its format's content.
 */
export function readRow(columns: Columns, line: number, reading: Reading): ReadRow {
  const format = formatFor(columns, reading);
  const row = new RowView(columns);
  refuseImages(columns);
  const draft = format.read(row);
  const source = sourceOf(row, reading.source) ?? reading.file;
  const rest = row.rest();
  const meta: { [key: string]: Json } = { format: format.name, line, source };
  if (Object.keys(rest).length > 0) meta['columns'] = rest;
  if (row.unreadKeys.size > 0) meta['unreadMessageKeys'] = [...row.unreadKeys].sort();
  return { format, draft, meta };
}

/** A pair that is about a picture cannot be judged without it. */
function refuseImages(columns: Columns): void {
  const images = Object.hasOwn(columns, 'images') ? columns['images'] : null;
  if (Array.isArray(images) && images.length > 0) throw new RowError('the row has images; only texts can be compared');
}

function formatFor(columns: Columns, { format, mapped }: Reading): Format {
  return mapped || format.matches(columns) ? format : (formatOfRow(columns) ?? format);
}

function sourceOf(row: RowView, column: string | null): string | null {
  if (column !== null) return row.peek(column);
  return sourceColumns.map((name) => row.peek(name)).find((source) => source !== null) ?? null;
}
