import { readJsonCells } from '../../../src/pairs/containers/jsonCells';
import { readRows } from '../../../src/pairs/containers/readRows';
import type { Columns, RawRow } from '../../../src/pairs/containers/RowReader';
import { formatOfRow } from '../../../src/pairs/formats/detectFormat';
import type { Format } from '../../../src/pairs/formats/Format';
import { RowError } from '../../../src/pairs/formats/RowError';
import type { ByteSource } from '../../../src/pairs/ByteSource';
import { readItem } from '../../../src/pairs/readItem';
import type { ChosenFormat } from './chooseFormat';
import type { InputRow } from '../../../src/rewards/scores/InputRow';
import { numbered, responsesInRowOrder } from './rowPlaces';

/** Rows that were read together, with how many rows the whole file has: exact once all are read, from the bytes before. */
export interface InputRows {
  /** Read when they are asked for: rows that are scored already need not be. */
  rows: (() => InputRow)[];
  estimatedRows: number;
}

/** All rows of the input in order, some at a time; a row that is no item is one with its reason. */
export async function* readInput(source: ByteSource, name: string, chosen: ChosenFormat): AsyncGenerator<InputRows> {
  let count = 0;
  for await (const { rows, doneBytes } of readRows(source, chosen.container)) {
    if (rows.length === 0) continue;
    count += rows.length;
    const estimatedRows = Math.max(count, Math.round((count * source.size) / Math.max(1, doneBytes)));
    const readers = rows.map((row) => () => inputRow(readJsonCells(row, chosen.jsonCells), name, chosen));
    yield { rows: readers, estimatedRows };
  }
}

function inputRow(row: RawRow, file: string, chosen: ChosenFormat): InputRow {
  const { line } = row;
  if (row.kind === 'rejected') return { kind: 'bad', line, reason: row.reason };
  const reading = { format: numbered(formatFor(row.columns, chosen)), source: chosen.source, mapped: true, file };
  try {
    const item = readItem(row.columns, line, reading);
    return { kind: 'item', line, item, responses: responsesInRowOrder(item) };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { kind: 'bad', line, reason: error.message };
  }
}

/** A file may mix shapes: a row that has not the file's shape is read by its own. A person's word counts for every row. */
function formatFor(columns: Columns, { format, isForced }: ChosenFormat): Format {
  return isForced || format.matches(columns) ? format : (formatOfRow(columns) ?? format);
}
