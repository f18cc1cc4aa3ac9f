import type { RawRow } from '../../pairs/containers/RowReader';
import { formatOfRow } from '../../pairs/formats/detectFormat';
import type { Format } from '../../pairs/formats/Format';
import { RowError } from '../../pairs/formats/RowError';
import { readItem } from '../../pairs/readItem';
import type { InputRow } from './InputRow';
import { numbered, responsesInRowOrder } from './rowPlaces';

/** How the rows of a file of preference data are read. */
export interface RowReading {
  file: string;
  format: Format;
  /** The column that names a row's source; null: the usual ones. */
  source: string | null;
  /** Whether a person named the format, so that it counts for every row. */
  isForced: boolean;
}

/** The item of a row, with its responses as they stand there; a row that is no item is one with its reason. */
export function readInputRow(row: RawRow, { file, format, source, isForced }: RowReading): InputRow {
  const { line } = row;
  if (row.kind === 'rejected') return { kind: 'bad', line, reason: row.reason };
  // A file may mix shapes: a row that has not the file's shape is read by its own.
  const own = isForced || format.matches(row.columns) ? format : (formatOfRow(row.columns) ?? format);
  try {
    const item = readItem(row.columns, line, { format: numbered(own), source, mapped: true, file });
    return { kind: 'item', line, item, responses: responsesInRowOrder(item) };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { kind: 'bad', line, reason: error.message };
  }
}
