import { csvFields } from './csvFields';
import { unguardFormula } from './formulaGuard';
import { RowBytes, type RowText } from './RowBytes';
import { sampleOf, type RawRow, type RowReader } from './RowReader';

const quote = 0x22;
const lineFeed = 0x0a;
/** No table of preference data has as many. */
const maxColumns = 10_000;
/** Columns that only Assay's own CSV has, whose cells are guarded against spreadsheets. */
const ownColumns = ['pair_id', 'label_origin', 'original_label', 'item_id'];

/**
 * CSV after RFC 4180 with a header: quoted cells may hold delimiters, doubled quotes and line breaks. All cells are text.
 * `line` is where a record begins. A record with broken quotes or another number of cells is rejected, the others load.
 */
export class CsvReader implements RowReader {
  #row = new RowBytes();
  #header: string[] | null = null;
  /** Whether Assay wrote the file: its texts then come back as they left. */
  #isOwn = false;
  #line = 1;
  /** Lines that the record has gone over so far. */
  #lines = 1;
  #place: 'start' | 'plain' | 'quoted' | 'after quote' = 'start';

  readonly #delimiter: string;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Columns that the header names; null before it is read, and where it cannot be. */
  get columnCount(): number | null {
    return this.#header?.length || null;
  }

  push(chunk: Uint8Array): RawRow[] {
    const rows: RawRow[] = [];
    const delimiter = this.#delimiter.charCodeAt(0);
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === lineFeed && this.#place !== 'quoted') {
        rows.push(...this.#take(chunk.subarray(from, at)));
        from = at + 1;
      } else {
        if (byte === lineFeed) this.#lines++;
        this.#place = this.#next(byte, delimiter);
      }
    }
    this.#row.add(chunk.subarray(from));
    return rows;
  }

  end(): RawRow[] {
    const open = this.#place === 'quoted';
    return this.#take(new Uint8Array()).map((row) => (open ? neverClosed(row) : row));
  }

  #next(byte: number | undefined, delimiter: number): 'start' | 'plain' | 'quoted' | 'after quote' {
    if (this.#place === 'quoted') return byte === quote ? 'after quote' : 'quoted';
    if (byte === delimiter) return 'start';
    if (byte === quote && this.#place !== 'plain') return 'quoted';
    return 'plain';
  }

  #take(last: Uint8Array): RawRow[] {
    const line = this.#line;
    this.#line += this.#lines;
    this.#lines = 1;
    this.#place = 'start';
    const row = this.#row.take(last);
    return row.text?.trim() === '' ? [] : this.#record(row, line);
  }

  #record(row: RowText, line: number): RawRow[] {
    const { text } = row;
    const reject = (reason: string): RawRow[] => [
      { kind: 'rejected', line, reason, sample: text === null ? row.sample : sampleOf(text) },
    ];
    const header = this.#header;
    const fields =
      text === null ? null : csvFields(text.replace(/\r$/, ''), this.#delimiter, header?.length ?? maxColumns);
    const broken = row.reason ?? 'a quote stands where none may stand (quotes inside a cell are doubled)';
    if (header === null) return this.#readHeader(fields, broken, reject);
    if (fields === null) return reject(broken);
    if (header.length === 0) return reject('the header cannot be read, so that its columns have no names');
    if (fields.length > header.length) return reject(`more cells than the ${header.length} of the header`);
    if (fields.length < header.length) return reject(`${fields.length} cells where the header has ${header.length}`);
    const cells = this.#isOwn ? fields.map(unguardFormula) : fields;
    return [{ kind: 'row', line, columns: Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])) }];
  }

  /** A header that cannot be read names nothing: the record after it must not pass for one. */
  #readHeader(fields: string[] | null, broken: string, reject: (reason: string) => RawRow[]): RawRow[] {
    this.#header = [];
    if (fields === null) return reject(broken);
    if (fields.length > maxColumns) return reject(`the header has more than ${maxColumns} columns`);
    this.#header = fields.map((name) => name.trim());
    this.#isOwn = ownColumns.every((name) => this.#header?.includes(name));
    const seen = new Set<string>();
    const twice = this.#header.find((name) => seen.size === seen.add(name).size);
    return twice === undefined ? [] : reject(`the header names the column "${twice}" twice; the last one counts`);
  }
}

function neverClosed(row: RawRow): RawRow {
  if (row.kind === 'row') return row;
  return { ...row, reason: `a quote that opens in the record of line ${row.line} never closes` };
}
