import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader } from '../../src/pairs/containers/CsvReader';
import { JsonArrayReader } from '../../src/pairs/containers/JsonArrayReader';
import { JsonlReader } from '../../src/pairs/containers/JsonlReader';
import type { RawRow, RowReader } from '../../src/pairs/containers/RowReader';
import { parseJson } from '../../src/pairs/parseJson';

const encoder = new TextEncoder();

/** Feeds the bytes in chunks of the given lengths, over and over. */
function readAll(reader: RowReader, text: string | Uint8Array, lengths: number[]): RawRow[] {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  const rows: RawRow[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? bytes.length;
    // The chunk is wiped after the call: a reader that keeps a view instead of a copy is found out.
    const chunk = bytes.slice(at, at + length);
    rows.push(...reader.push(chunk));
    chunk.fill(0);
    at += length;
  }
  return [...rows, ...reader.end()];
}

const columnsOf = (rows: RawRow[]) => rows.map((row) => (row.kind === 'row' ? row.columns : row.reason));
const chunkLengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const wellFormed = fc.string({ unit: 'grapheme', maxLength: 30 });
const objects = fc.array(fc.dictionary(wellFormed, fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>));
const plain = (value: unknown): unknown => parseJson(JSON.stringify(value));

describe('JSON Lines', () => {
  it('any division into chunks gives the rows of JSON.parse', () => {
    fc.assert(
      fc.property(objects, chunkLengths, fc.constantFrom('\n', '\r\n', '\n\n'), (values, lengths, end) => {
        const text = values.map((value) => JSON.stringify(value)).join(end);
        expect(columnsOf(readAll(new JsonlReader(), text, lengths))).toEqual(plain(values));
      }),
    );
  });

  it('a broken line is named with its number, the others load', () => {
    const rows = readAll(new JsonlReader(), '{"a":1}\n\n{"a":\r\n[1]\n{"a":2}', [3]);
    expect(rows.map((row) => [row.line, row.kind])).toEqual([
      [1, 'row'],
      [3, 'rejected'],
      [4, 'rejected'],
      [5, 'row'],
    ]);
  });

  it('bytes that are not UTF-8 reject their line and are never replaced', () => {
    const bytes = Uint8Array.from([...encoder.encode('{"a":"x"}\n{"a":"'), 0xff, ...encoder.encode('"}\n{"a":"y"}\n')]);
    expect(columnsOf(readAll(new JsonlReader(), bytes, [4]))).toEqual([{ a: 'x' }, 'not valid UTF-8', { a: 'y' }]);
  });
});

describe('a JSON list', () => {
  it('any division into chunks gives the elements of JSON.parse, bare or inside an object', () => {
    const wrapped = fc.constantFrom(
      '$',
      ' \n$ ',
      '{"n":[1,[2]],"s":"[{\\"","data":$,"m":{"x":[{}]}}',
      '{ "rows" : $ }',
    );
    fc.assert(
      fc.property(objects, chunkLengths, wrapped, fc.constantFrom(0, 2), (values, lengths, frame, indent) => {
        fc.pre(values.length > 0);
        const text = frame.replace('$', () => JSON.stringify(values, null, indent));
        expect(columnsOf(readAll(new JsonArrayReader(), text, lengths))).toEqual(plain(values));
      }),
    );
  });

  it('an empty list has no rows', () => {
    expect(readAll(new JsonArrayReader(), ' [ \n] ', [1])).toEqual([]);
  });

  it('a broken element is named with its number, the others load', () => {
    const rows = readAll(new JsonArrayReader(), '[{"a":1},{"a":]},{"a":2}},{"a":3} {"a":4},7,{"a":5}]', [5]);
    expect(rows.map((row) => [row.line, row.kind])).toEqual([
      [1, 'row'],
      [2, 'rejected'],
      [3, 'rejected'],
      [4, 'rejected'],
      [5, 'rejected'],
      [6, 'row'],
    ]);
  });

  it.each([
    ['[{"a":1},{"a":2}', ['row', 'row', 'the file ends before its list does']],
    ['[{"a":1},{"a":"', ['row', 'not valid JSON: it ends too early', 'the file ends before its list does']],
    ['[{"a":1},]', ['row', 'a comma without a row']],
    ['[{"a":1}] x', ['row', 'text after the end of the list']],
    ['{"a":1}', ['an object without a list of rows']],
    ['{"a":[{"b":1}],"c":[{"b":2}]}', ['row', /second list/]],
    ['{"a":[{"b":1}]', ['row', 'the file ends before its object does']],
  ])('%s says what is wrong', (text, expected) => {
    const rows = readAll(new JsonArrayReader(), text, [1]);
    expect(rows).toHaveLength(expected.length);
    rows.forEach((row, at) => expect(row.kind === 'row' ? 'row' : row.reason).toMatch(expected[at] ?? ''));
  });
});

describe('CSV', () => {
  const cell = fc.oneof(
    wellFormed,
    fc.stringMatching(/^[a,"\r\n ;é]{0,8}$/),
    fc.constantFrom('', '"', '\n', 'a\r\nb', '[{"role":"user","content":"x, \\"y\\""}]'),
  );
  const written = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

  it('any division into chunks gives the cells that csv-parse reads', () => {
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1 });
    fc.assert(
      fc.property(table, chunkLengths, fc.constantFrom('\n', '\r\n'), (records, lengths, end) => {
        const text = ['x,y,z', ...records.map((record) => record.map(written).join(','))].join(end) + end;
        const expected: unknown = parseCsv(text, { columns: true, skip_empty_lines: true });
        expect(columnsOf(readAll(new CsvReader(','), text, lengths))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['broken quotes', 'a,b"c,d', 'a quote stands where none may stand (quotes inside a cell are doubled)'],
    ['other bytes than UTF-8', 'a,b\xff,d', 'not valid UTF-8'],
  ])('after a header of %s no record passes for one', async (_, header, reason) => {
    const bytes = Buffer.from(`${header}\nprompt,chosen,rejected\np,c,r\n`, 'latin1');
    const reader = new CsvReader(',');
    const nameless = 'the header cannot be read, so that its columns have no names';
    expect(columnsOf([...reader.push(bytes), ...reader.end()])).toEqual([reason, nameless, nameless]);
  });

  it('a record is named by the line on which it begins', () => {
    const rows = readAll(new CsvReader(','), 'a,b\n"1\n\n1",2\n3\n4,5"6\n7,8\n9,"', [7]);
    expect(rows.map((row) => [row.line, row.kind === 'row' ? 'row' : row.reason])).toEqual([
      [2, 'row'],
      [5, '1 cells where the header has 2'],
      [6, 'a quote stands where none may stand (quotes inside a cell are doubled)'],
      [7, 'row'],
      [8, 'a quote that opens in the record of line 8 never closes'],
    ]);
  });

  it('a column named __proto__ is a column like any other', () => {
    const [row] = readAll(new CsvReader(','), '__proto__,a\n1,2\n', [100]);
    expect(row?.kind === 'row' && Object.entries(row.columns)).toEqual([
      ['__proto__', '1'],
      ['a', '2'],
    ]);
  });
});
