import type { InputRow } from '../../../src/rewards/scores/InputRow';
import type { InputRows } from './readInput';

/** Rows that go to the engine together: enough to order them by length, few enough that memory and reaction stay small. */
const rowsPerPiece = 256;
const textPerPiece = 8 * 1024 * 1024;

export interface NumberedInput {
  /** Place among all rows of the input, from 0. */
  n: number;
  row: InputRow;
}

export interface Piece {
  rows: NumberedInput[];
  estimatedRows: number;
}

/** The rows that are not done yet, in pieces. */
export async function* piecesOf(
  input: AsyncIterable<InputRows>,
  isDone: (n: number) => boolean,
): AsyncGenerator<Piece> {
  let n = 0;
  let rows: NumberedInput[] = [];
  let text = 0;
  let estimatedRows = 0;
  for await (const some of input) {
    estimatedRows = some.estimatedRows;
    for (const read of some.rows) {
      if (!isDone(n)) {
        const row = read();
        rows.push({ n, row });
        text += textOf(row);
      }
      n++;
      if (rows.length < rowsPerPiece && text < textPerPiece) continue;
      yield { rows, estimatedRows };
      [rows, text] = [[], 0];
    }
  }
  if (rows.length > 0) yield { rows, estimatedRows: n };
}

/** UTF-16 units of all texts of a row. */
function textOf(row: InputRow): number {
  if (row.kind === 'bad') return row.reason.length;
  const { prompt, responses } = row.item;
  return [prompt, ...responses.map(({ messages }) => messages)]
    .flat()
    .reduce((sum, { content }) => sum + content.length, 0);
}
