import { objectRow } from './objectRow';
import { RowBytes } from './RowBytes';
import type { RawRow, RowReader } from './RowReader';

const lineFeed = 0x0a;

/** JSON Lines: one object a line. Blank lines are no rows but count as lines. */
export class JsonlReader implements RowReader {
  #row = new RowBytes();
  #line = 1;
  /** Bytes of the text before the row, and before the chunk. */
  #start = 0;
  #before = 0;

  push(chunk: Uint8Array): RawRow[] {
    const rows: RawRow[] = [];
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      this.#take(chunk.subarray(from, at), this.#before + at, rows);
      this.#line++;
      from = at + 1;
      this.#start = this.#before + from;
    }
    this.#row.add(chunk.subarray(from));
    this.#before += chunk.length;
    return rows;
  }

  end(): RawRow[] {
    const rows: RawRow[] = [];
    this.#take(new Uint8Array(), this.#before, rows);
    return rows;
  }

  /** @param end of the row in the text */
  #take(last: Uint8Array, end: number, rows: RawRow[]): void {
    const taken = this.#row.take(last);
    if (taken.text?.trim() === '') return;
    const row = objectRow(taken, this.#line);
    if (row.kind === 'row') row.text = { at: this.#start, length: end - this.#start };
    rows.push(row);
  }
}
