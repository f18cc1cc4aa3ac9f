import { describe, expect, it, vi } from 'vitest';
import { parquetOf, thriftOf, type Thrift } from '../support/parquetOf';
import { columnsOf, readAll, sourceOf } from '../support/readAll';

vi.setConfig({ testTimeout: 60_000 });

const text = (name: string) => ({ 1: 6, 3: 0, 4: name, 6: 0 });
const group = (name: string, children: number) => ({ 3: 0, 4: name, 5: children });
const schemaOf = (...fields: Thrift[]): Thrift[] => [group('schema', fields.length), ...fields];

/** A page with one text in its dictionary, and a page of `values` places in it: none of them takes a bit, unless others are given. */
function pagesOf(values: number, places = [0]): Buffer {
  const word = Buffer.concat([Buffer.of(4, 0, 0, 0), Buffer.from('word')]);
  const dictionary = thriftOf({ 1: 2, 2: word.length, 3: word.length, 7: { 1: 1, 2: 0 } });
  const data = thriftOf({ 1: 0, 2: places.length, 3: places.length, 5: { 1: values, 2: 8, 3: 3, 4: 3 } });
  return Buffer.concat([dictionary, word, data, Buffer.from(places)]);
}

const chunk = (values: number, bytes: number, from = 4): Thrift => ({
  3: { 1: 6, 2: [0], 3: ['a'], 4: 0, 5: values, 6: bytes, 7: bytes, 9: from },
});
const file = (pages: Buffer, schema: Thrift[], groups: Thrift[], rows: number) =>
  readAll(sourceOf(parquetOf(pages, { 1: 1, 2: schema, 3: rows, 4: groups })), 'x.parquet');

describe('a small Parquet file that claims to be large', () => {
  it('reads as what it is where its claims are true', async () => {
    const pages = pagesOf(3);
    const rows = await file(pages, schemaOf(text('a')), [{ 1: [chunk(3, pages.length)], 2: 1, 3: 3 }], 3);
    expect(columnsOf(rows)).toEqual([{ a: 'word' }, { a: 'word' }, { a: 'word' }]);
  });

  it('with more values in its pages than fit into the memory is refused before they are made', async () => {
    const one = pagesOf(2 ** 24);
    const names = Array.from({ length: 20 }, (_, at) => `c${at}`);
    const chunks = names.map((_, at) => chunk(2 ** 24, one.length, 4 + at * one.length));
    const pages = Buffer.concat(names.map(() => one));
    const [row] = await file(pages, schemaOf(...names.map(text)), [{ 1: chunks, 2: 1, 3: 2 ** 24 }], 2 ** 24);
    expect(columnsOf(row === undefined ? [] : [row])).toEqual([
      expect.stringMatching(
        /^rows 1 to 16777216 \(row group 1\) cannot be read: its pages claim \d+ bytes and \d+ values/,
      ),
    ]);
  });

  it('with row groups that all lie in the same bytes reads them once', async () => {
    const pages = pagesOf(2);
    const groups = Array.from({ length: 1000 }, () => ({ 1: [chunk(2, pages.length)], 2: 1, 3: 2 }));
    const rows = columnsOf(await file(pages, schemaOf(text('a')), groups, 2000));
    expect(rows).toHaveLength(2 + 999);
    expect(rows[2]).toBe('rows 3 to 4 (row group 2) cannot be read: its columns have more bytes than the file');
  });

  it('with one row that goes on over thousands of pages stops reading it', async () => {
    const levels = Buffer.of(2, 0, 0, 0, 2, 1);
    const values = Buffer.concat([levels, levels, Buffer.of(1, 0, 0, 0, 120)]);
    const header = thriftOf({ 1: 0, 2: values.length, 3: values.length, 5: { 1: 1, 2: 0, 3: 3, 4: 3 } });
    const first = Buffer.concat([header, Buffer.of(2, 0, 0, 0, 2, 0), values.subarray(6)]);
    const pages = Buffer.concat([first, ...Array.from({ length: 3000 }, () => Buffer.concat([header, values]))]);
    const schema = schemaOf({ ...text('a'), 3: 2 });
    const groups = (bytes: number, count: number) => [{ 1: [chunk(count, bytes)], 2: 1, 3: 1 }];
    const some = pages.subarray(0, 100 * first.length);
    expect(columnsOf(await file(some, schema, groups(some.length, 100), 1))).toEqual([
      { a: Array.from({ length: 100 }, () => 'x') },
    ]);
    expect(columnsOf(await file(pages, schema, groups(pages.length, 3001), 1))).toEqual([
      'row 1 (row group 1) cannot be read: one row on more than 256 pages',
    ]);
  });

  it('with more rows than its columns have names those that are missing', async () => {
    const pages = pagesOf(2);
    const rows = columnsOf(
      await file(pages, schemaOf(text('a')), [{ 1: [chunk(2, pages.length)], 2: 1, 3: 2 ** 40 }], 5),
    );
    expect(rows.slice(2)).toEqual([
      'rows 3 to 1099511627776 (row group 1) cannot be read: column "a" ends before its row group does',
      'the file says that it has 5 rows, and its row groups have 1099511627776',
    ]);
  });

  it('with places outside of its dictionary is not read as if nothing stood there', async () => {
    const pages = pagesOf(2, [1, 4, 1]);
    const rows = await file(pages, schemaOf(text('a')), [{ 1: [chunk(2, pages.length)], 2: 1, 3: 2 }], 2);
    expect(columnsOf(rows)[0]).toMatch(/^rows 1 to 2 .*: place 1 in a dictionary of 1$/);
  });

  it('with more values than rows says so', async () => {
    const pages = pagesOf(3);
    const rows = columnsOf(await file(pages, schemaOf(text('a')), [{ 1: [chunk(3, pages.length)], 2: 1, 3: 2 }], 2));
    expect(rows[2]).toBe('row group 1 may have more rows than it says: column "a" has more values than rows');
  });

  it('of an encrypted column, and one in another file, says so', async () => {
    const schema = schemaOf(text('a'));
    expect(columnsOf(await file(Buffer.alloc(0), schema, [{ 1: [{ 8: { 1: {} } }], 2: 1, 3: 1 }], 1))[0]).toMatch(
      /encrypted$/,
    );
    expect(columnsOf(await file(Buffer.alloc(0), schema, [{ 1: [{ 1: 'y' }], 2: 1, 3: 1 }], 1))[0]).toMatch(
      /another file$/,
    );
  });
});

describe('a schema', () => {
  const refused = (...schema: Thrift[]) => file(Buffer.alloc(0), schema, [], 0);

  it.each<[string, Thrift[], RegExp]>([
    ['with two columns of one name', schemaOf(text('a'), text('a')), /two fields named "a"/],
    [
      'that is nested deeper than any',
      [group('s', 1), ...Array.from({ length: 100 }, () => group('g', 1))],
      /more than 32 deep/,
    ],
    ['that breaks off', [group('s', 3), text('a')], /no columns/],
    ['that goes on after its end', [group('s', 1), text('a'), text('b')], /goes on after its end/],
    ['with a field of an unknown type', schemaOf({ 1: 99, 3: 0, 4: 'a' }), /unknown type/],
    ['with a field without a name', schemaOf({ 1: 6, 3: 0 }), /no name or form/],
    [
      'with a hundred thousand fields',
      schemaOf(...Array.from({ length: 20_000 }, (_, at) => text(`c${at}`))),
      /more than 10000 fields/,
    ],
  ])('%s is refused', async (_, schema, reason) => {
    await expect(refused(...schema)).rejects.toThrow(reason);
  });
});
