import { readJsonCells } from '../../../src/pairs/containers/jsonCells';
import { readRows } from '../../../src/pairs/containers/readRows';
import type { ByteSource } from '../../../src/pairs/ByteSource';
import type { InputRow } from '../../../src/rewards/scores/InputRow';
import { readInputRow } from '../../../src/rewards/scores/readInputRow';
import type { ChosenFormat } from './chooseFormat';

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
    const readers = rows.map(
      (row) => () => readInputRow(readJsonCells(row, chosen.jsonCells), { ...chosen, file: name }),
    );
    yield { rows: readers, estimatedRows };
  }
}
