import { objectRow } from './objectRow';
import { RowBytes } from './RowBytes';
import type { RawRow, RowReader } from './RowReader';

const lineFeed = 0x0a;

/** JSON Lines: one object a line. Blank lines are no rows but count as lines. */
export class JsonlReader implements RowReader {
  #row = new RowBytes();
  #line = 1;

  push(chunk: Uint8Array): RawRow[] {
    const rows: RawRow[] = [];
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      rows.push(...this.#take(chunk.subarray(from, at)));
      this.#line++;
      from = at + 1;
    }
    this.#row.add(chunk.subarray(from));
    return rows;
  }

  end(): RawRow[] {
    return this.#take(new Uint8Array());
  }

  #take(last: Uint8Array): RawRow[] {
    const row = this.#row.take(last);
    return row.text?.trim() === '' ? [] : [objectRow(row, this.#line)];
  }
}
