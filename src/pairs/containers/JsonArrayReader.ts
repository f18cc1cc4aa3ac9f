import { JsonScanner } from './JsonScanner';
import { objectRow } from './objectRow';
import { RowBytes } from './RowBytes';
import type { RawRow, RowReader } from './RowReader';

const comma = 0x2c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;

/** `members`: in the object around the list. `list`: just inside a member's list, before its first element is seen. */
type Place = 'before' | 'members' | 'list' | 'rows' | 'after' | 'ended';

/**
 * A JSON file that is a list of objects, or one object of which a member is such a list (`{"data": [...]}`). Elements are
 * cut out of the bytes one by one, so the memory it takes is that of the longest element. `line` counts elements from 1.
 */
export class JsonArrayReader implements RowReader {
  #scanner = new JsonScanner();
  #place: Place = 'before';
  /** Depth between two rows: 1 where the file is the list, 2 where a member is. */
  #rowDepth = 1;
  #lists = 0;
  #element = 0;
  #row = new RowBytes();
  /** Where the row begins in the chunk at hand. */
  #from = 0;
  #rows: RawRow[] = [];

  push(chunk: Uint8Array): RawRow[] {
    this.#from = 0;
    for (let at = this.#scanner.skip(chunk, 0); at < chunk.length; at = this.#scanner.skip(chunk, at + 1)) {
      this.#step(chunk, at);
    }
    if (this.#place === 'rows') this.#row.add(chunk.subarray(this.#from));
    return this.#taken();
  }

  end(): RawRow[] {
    if (this.#place === 'rows') {
      this.#takeElement(new Uint8Array(), true);
      this.#reject('the file ends before its list does');
    } else if (this.#place === 'members' || this.#place === 'list') {
      this.#reject('the file ends before its object does');
    } else if (this.#place === 'after' && this.#lists === 0) {
      this.#reject('an object without a list of rows');
    }
    return this.#taken();
  }

  #step(chunk: Uint8Array, at: number): void {
    const byte = chunk[at] ?? 0;
    if (this.#place === 'rows') this.#inRows(chunk, at, byte);
    else if (this.#place === 'members') this.#inMembers(byte);
    else if (this.#place !== 'ended' && !isBlank(byte)) this.#atStartOrEnd(at, byte);
  }

  #inRows(chunk: Uint8Array, at: number, byte: number): void {
    const between = !this.#scanner.inString && this.#scanner.depth === this.#rowDepth;
    if (between && (byte === comma || byte === closeList)) {
      this.#takeElement(chunk.subarray(this.#from, at), byte === closeList);
      this.#from = at + 1;
      if (byte === comma) return;
      this.#place = this.#rowDepth === 1 ? 'after' : 'members';
    }
    this.#scanner.step(byte);
    // A bracket too many spoils its own row, not the rows after it.
    if (this.#place === 'rows') this.#scanner.depth = Math.max(this.#scanner.depth, this.#rowDepth);
  }

  #inMembers(byte: number): void {
    this.#scanner.step(byte);
    if (this.#scanner.inString) return;
    if (byte === openList && this.#scanner.depth === 2) this.#place = 'list';
    else if (this.#scanner.depth === 0) this.#place = 'after';
  }

  #atStartOrEnd(at: number, byte: number): void {
    if (this.#place === 'before' && byte === openList) this.#startRows(at + 1, 1);
    else if (this.#place === 'before' && byte === openObject) this.#place = 'members';
    else if (this.#place === 'list') this.#firstElement(at, byte);
    else this.#endWith(this.#place === 'before' ? 'neither a list nor an object' : 'text after the end of the list');
    this.#scanner.step(byte);
  }

  #firstElement(at: number, byte: number): void {
    if (byte === openObject && this.#lists === 0) return this.#startRows(at, 2);
    if (byte === openObject) this.#reject('a second list of rows, which was not read: save it as a file of its own');
    this.#place = 'members';
  }

  #startRows(from: number, depth: number): void {
    this.#place = 'rows';
    this.#from = from;
    this.#rowDepth = depth;
    this.#lists++;
  }

  #endWith(reason: string): void {
    this.#reject(reason);
    this.#place = 'ended';
  }

  #takeElement(last: Uint8Array, isLast: boolean): void {
    const row = this.#row.take(last);
    const blank = row.text?.trim() === '';
    if (blank && isLast && this.#element === 0) return;
    if (blank) this.#reject('a comma without a row');
    else this.#rows.push(objectRow(row, ++this.#element));
  }

  #reject(reason: string): void {
    this.#rows.push({ kind: 'rejected', line: this.#element + 1, reason, sample: '' });
  }

  #taken(): RawRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
