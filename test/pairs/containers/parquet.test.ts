import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/pairs/inspectFile';
import { importText } from '../support/importText';
import { batchesOf, columnsOf, readAll, sourceOf } from '../support/readAll';

const folder = new URL('../../files/containers/', import.meta.url);
const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const chats: unknown = JSON.parse(readFileSync(new URL('chats.expected.json', folder), 'utf8'));
const written = readdirSync(folder).filter((name) => /^chats-.*\.parquet$/.test(name));

describe('a Parquet file of pyarrow', () => {
  it.each(written)('%s gives the rows that JSON gives, by their number', async (name) => {
    const rows = await readAll(sourceOf(fileOf(name)), name);
    expect(columnsOf(rows)).toEqual(chats);
    expect(rows.map((row) => row.line)).toEqual(rows.map((_, at) => at + 1));
  });

  it('every type comes exactly, or as text where JSON has no form for it', async () => {
    const rows = await readAll(sourceOf(fileOf('types.parquet')), 'types.parquet');
    expect(columnsOf(rows)).toEqual([
      {
        int64: '-9223372036854775808',
        uint64: '18446744073709551615',
        int32: -1,
        uint32: 4294967295,
        int8: -128,
        bool: true,
        float32: 0.5,
        float64: 0.1,
        date: '2024-02-29',
        millis: '2024-02-29T12:30:01.123Z',
        micros: '2024-02-29T12:30:01.123456Z',
        nanos: '1970-01-01T00:00:00.000000001Z',
        decimal: 1.25,
        bytes: 'plain',
        texts: ['a', null, '\0'],
        nested: [['a'], []],
        struct: { a: 1, b: { c: 'x' } },
        map: { k: 1 },
        label: 'x',
      },
      {
        int64: '9223372036854775807',
        uint64: 0,
        int32: 2147483647,
        uint32: 1,
        int8: 127,
        bool: false,
        float32: 'Infinity',
        float64: 'NaN',
        date: '1969-07-20',
        millis: '1969-12-31T23:59:59.999Z',
        micros: '1969-12-31T23:59:59.999999Z',
        nanos: '1969-12-31T23:59:59.999999999Z',
        decimal: -0.5,
        bytes: 'base64:/wABAg==',
        texts: [],
        nested: [null],
        struct: { a: null, b: null },
        map: {},
        label: 'y',
      },
      Object.fromEntries(Object.keys(rows[0]?.kind === 'row' ? rows[0].columns : {}).map((name) => [name, null])),
    ]);
  });

  it('decimals and ids keep every digit, keys of maps and fields named __proto__ stay, old dates come to the nanosecond', async () => {
    const [first, second] = await readAll(sourceOf(fileOf('exact.parquet')), 'exact.parquet');
    expect(first?.kind === 'row' && JSON.parse(JSON.stringify(first.columns))).toEqual(
      JSON.parse(`{
        "__proto__": "a",
        "decimal": "12345678901234567890.123",
        "id": "1152921504606846977",
        "small": 0.05,
        "map": { "__proto__": 1 },
        "numbered": { "1152921504606846977": "x", "1": "y" },
        "proto": { "__proto__": 1 },
        "int96": "2024-02-29T12:30:01.123456789Z",
        "half": 1.5,
        "fixed": "abc",
        "json": { "id": "9007199254740993" }
      }`),
    );
    expect(second).toMatchObject({
      reason: 'column "json" is not valid JSON: it ends too early',
      sample: expect.stringContaining('"map":[{"key":"k","value":1},{"key":"k","value":2}]') as unknown,
    });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('a page whose check sum is wrong is not read', async () => {
    const bytes = fileOf('exact.parquet');
    const at = Buffer.from(bytes).indexOf('abc');
    bytes[at] = 0x41;
    const [row] = await readAll(sourceOf(bytes), 'exact.parquet');
    expect(row).toMatchObject({
      reason: 'rows 1 to 3 (row group 1) cannot be read: the check sum of a page is wrong',
    });
  });

  it('text that is not UTF-8 rejects its row and no other', async () => {
    const rows = await readAll(sourceOf(fileOf('broken-text.parquet')), 'x.parquet');
    expect(columnsOf(rows)).toEqual([
      { chosen: 'a', rejected: 'x' },
      'column "chosen" is not valid UTF-8',
      { chosen: 'c', rejected: 'z' },
    ]);
  });

  it('is inspected and imported like any other file', async () => {
    const bytes = fileOf('chats-zstd.parquet');
    const inspection = await inspectFile(sourceOf(bytes), 'chats.parquet', null);
    expect(inspection.containerInWords).toBe('Parquet');
    const { items } = await importText('chats.parquet', bytes);
    expect(items).toHaveLength(23);
  });

  it('without rows says so', async () => {
    await expect(inspectFile(sourceOf(fileOf('no-rows.parquet')), 'x.parquet', null)).rejects.toThrow('has no rows');
  });
});

describe('a damaged Parquet file', () => {
  const whole = fileOf('chats-none.parquet');

  it.each([8, 100, whole.length - 1])('cut to %i bytes says that its footer is missing', async (length) => {
    await expect(readAll(sourceOf(whole.slice(0, length)), 'x.parquet')).rejects.toThrow(
      /^x\.parquet is a Parquet file, but the footer at its end .* cut off/,
    );
  });

  it('one bad row group is named with its rows, the others load', async () => {
    const bytes = fileOf('chats-zstd.parquet');
    bytes.fill(0xff, 8, 40);
    const rows = await readAll(sourceOf(bytes), 'x.parquet');
    expect(rows).toHaveLength(14);
    expect(rows[0]).toMatchObject({
      kind: 'rejected',
      line: 1,
      reason: expect.stringMatching(/^rows 1 to 10 \(row group 1\) cannot be read: /) as unknown,
    });
    expect(rows[1]?.line).toBe(11);
  });

  it('row groups are read when their rows are asked for, and only their bytes', async () => {
    const reads: [number, number][] = [];
    const source = {
      size: whole.length,
      slice: (from: number, to: number) => {
        reads.push([from, to]);
        return { arrayBuffer: async () => whole.slice(from, to).buffer };
      },
    };
    for await (const { rows } of batchesOf(source, 'x.parquet')) if (rows.length > 0) break;
    const [, , ...groups] = reads;
    expect(Math.max(...groups.map(([, to]) => to))).toBeLessThan(whole.length / 2);
  });
});
