import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/pairs/inspectFile';
import { parseJson } from '../../../src/pairs/parseJson';
import { bytesOf } from '../../../src/pairs/containers/ByteStream';
import type { TextContainer } from '../../../src/pairs/containers/Container';
import { textRows } from '../../../src/pairs/containers/textRows';
import { columnsOf, readAll, sourceOf } from '../support/readAll';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isLittle: boolean, mark = true) => {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return Uint8Array.from(
    (mark ? [0xfeff, ...units] : units).flatMap((unit) => {
      const [low, high] = [unit & 0xff, unit >> 8];
      return isLittle ? [low, high] : [high, low];
    }),
  );
};
const line = (row: unknown) => `${JSON.stringify(row)}\n`;
const cells = fc.record({
  prompt: fc.string({ unit: 'grapheme' }),
  chosen: fc.string({ unit: 'binary' }),
  rejected: fc.string(),
});
const tables = fc.array(cells, { minLength: 1, maxLength: 20 });
const plain = (value: unknown) => parseJson(JSON.stringify(value));

/** Rows of the same bytes in chunks of the given length. */
async function inChunks(bytes: Uint8Array, container: TextContainer, length: number) {
  const rows = [];
  for await (const batch of textRows(bytesOf(sourceOf(bytes), 0, bytes.length, length), container))
    rows.push(...batch.rows);
  return columnsOf(rows);
}

describe('any chunking gives the rows that were written', () => {
  const csvCell = (value: string) => `"${value.replaceAll('"', '""')}"`;

  it.each([',', '\t', ';', '|'])('CSV divided by %j, in UTF-8 and UTF-16 and gzip', async (delimiter) => {
    const table = fc.array(fc.record({ prompt: fc.string({ unit: 'grapheme' }), chosen: fc.string() }), {
      minLength: 1,
    });
    const wide = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be');
    await fc.assert(
      fc.asyncProperty(
        table,
        wide,
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        async (rows, encoding, isGzipped, length) => {
          const records = rows.map(({ prompt, chosen }) => [csvCell(prompt), csvCell(chosen)].join(delimiter));
          const text = `${['prompt', 'chosen'].join(delimiter)}\n${records.join('\r\n')}`;
          const bytes = encoding === 'utf-8' ? utf8(text) : utf16(text, encoding === 'utf-16le');
          const file = isGzipped ? gzipSync(bytes) : bytes;
          const name = isGzipped ? 'x.csv.gz' : 'x.csv';
          expect(columnsOf(await readAll(sourceOf(file), name))).toEqual(rows);
          const container: TextContainer = {
            kind: 'csv',
            delimiter,
            encoding,
            from: encoding === 'utf-8' ? 0 : 2,
            isGzipped,
          };
          expect(await inChunks(file, container, length)).toEqual(rows);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('JSON Lines and JSON in gzip of several members', async () => {
    await fc.assert(
      fc.asyncProperty(
        tables,
        fc.boolean(),
        fc.nat(),
        fc.integer({ min: 1, max: 50 }),
        async (rows, isList, cut, length) => {
          const bytes = utf8(isList ? JSON.stringify(rows) : rows.map(line).join(''));
          const at = cut % bytes.length;
          const file = Buffer.concat([
            gzipSync(bytes.subarray(0, at)),
            gzipSync(bytes.subarray(at)),
            Buffer.alloc(cut % 7),
          ]);
          const name = isList ? 'x.json.gz' : 'x.jsonl.gz';
          expect(columnsOf(await readAll(sourceOf(file), name))).toEqual(plain(rows));
          const container: TextContainer = {
            kind: isList ? 'json' : 'jsonl',
            encoding: 'utf-8',
            from: 0,
            isGzipped: true,
          };
          expect(await inChunks(file, container, length)).toEqual(plain(rows));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the encoding', () => {
  const rows = [{ prompt: 'Größe “1” 😀', chosen: 'ja', rejected: 'né' }];
  const words = async (bytes: Uint8Array, name: string) =>
    (await inspectFile(sourceOf(bytes), name, null)).containerInWords;

  it.each([
    ['UTF-8 with a mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8(line(rows[0]))), 'JSON Lines'],
    ['UTF-16, little end first', utf16(line(rows[0]), true), 'JSON Lines, text in UTF-16'],
    ['UTF-16, big end first', utf16(line(rows[0]), false), 'JSON Lines, text in UTF-16'],
    ['UTF-16 without a mark', utf16(line(rows[0]), true, false), 'JSON Lines, text in UTF-16'],
    ['UTF-16, big end first, without a mark', utf16(line(rows[0]), false, false), 'JSON Lines, text in UTF-16'],
  ])('%s is told by its bytes', async (_, bytes, expected) => {
    expect(columnsOf(await readAll(sourceOf(bytes), 'x.jsonl'))).toEqual(rows);
    expect(await words(bytes, 'x.jsonl')).toBe(expected);
  });

  it('Windows-1252 is told where the bytes are not UTF-8, and said', async () => {
    const bytes = Buffer.from('prompt;chosen\ncaf\xe9 \x80 \x93x\x94;na\xefve\n', 'latin1');
    expect(columnsOf(await readAll(sourceOf(bytes), 'x.csv'))).toEqual([{ prompt: 'café € “x”', chosen: 'naïve' }]);
    expect(await words(bytes, 'x.csv')).toBe('CSV divided by semicolons, text in Windows-1252 (Latin-1)');
  });

  it('one broken byte in a UTF-8 file is damage of its row, not another encoding', async () => {
    const bytes = Uint8Array.of(...utf8('a,b\né,1\n'), 0xe9, ...utf8(',2\nü,3\n'));
    expect(columnsOf(await readAll(sourceOf(bytes), 'x.csv'))).toEqual([
      { a: 'é', b: '1' },
      'not valid UTF-8',
      { a: 'ü', b: '3' },
    ]);
  });

  it('half a character pair in UTF-16, and half a unit at its end, reject their row and nothing is replaced', async () => {
    const bytes = Uint8Array.of(...utf16('a,b\n\ud800x,1\n😀,2\nz,3', true), 0x41);
    expect(columnsOf(await readAll(sourceOf(bytes), 'x.csv'))).toEqual([
      'not valid UTF-8',
      { a: '😀', b: '2' },
      'not valid UTF-8',
    ]);
  });

  it('NUL characters and lone surrogates survive', async () => {
    const bytes = utf8('{"a":"\\u0000 \\ud800","b":"\\udc00x"}\n');
    expect(columnsOf(await readAll(sourceOf(bytes), 'x.jsonl'))).toEqual([{ a: '\0 \ud800', b: '\udc00x' }]);
    expect(columnsOf(await readAll(sourceOf(utf8('a,b\nx\0y,a long enough text\n')), 'x.csv'))).toEqual([
      { a: 'x\0y', b: 'a long enough text' },
    ]);
  });
});

describe('the delimiter', () => {
  it('is the one that divides all records alike, not the one that the header has most of', async () => {
    const text = 'prompt, with, commas;chosen\n"a";b\n"c, d";e\n';
    expect(columnsOf(await readAll(sourceOf(utf8(text)), 'x.csv'))).toEqual([
      { 'prompt, with, commas': 'a', chosen: 'b' },
      { 'prompt, with, commas': 'c, d', chosen: 'e' },
    ]);
  });

  it('that fits nowhere is complained of with the line', async () => {
    await expect(readAll(sourceOf(utf8('prompt chosen\na b\n')), 'x.csv')).rejects.toThrow(
      'x.csv has one column only: neither comma nor tab nor semicolon nor | divides its first line (prompt chosen).',
    );
  });
});

describe('damaged gzip', () => {
  const rows = Array.from({ length: 3000 }, (_, at) => ({ a: at, b: String(Math.sin(at)) }));
  const packed = gzipSync(utf8(rows.map(line).join('')));

  it('that was cut keeps its rows so far; the row at the cut is rejected, with where it was', async () => {
    const half = packed.length >> 1;
    const read = await readAll(sourceOf(packed.subarray(0, half)), 'x.jsonl.gz');
    expect(read.length).toBeGreaterThan(1000);
    expect(columnsOf(read.slice(0, -1))).toEqual(rows.slice(0, read.length - 1));
    expect(read.at(-1)).toMatchObject({
      kind: 'rejected',
      line: read.length,
      reason:
        `the packed file cannot be read from here on: it ends too early (after ${half} packed bytes). ` +
        'Rows after this one are missing',
    });
  });

  it('with a changed byte says so, at the latest by its check sum', async () => {
    for (const at of [0.3, 0.5, 0.9].map((part) => Math.floor(part * packed.length))) {
      const bytes = Uint8Array.from(packed);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      const last = (await readAll(sourceOf(bytes), 'x.jsonl.gz')).at(-1);
      expect(last?.kind === 'rejected' && last.reason).toMatch(/it is damaged at packed byte \d+/);
    }
  });

  it('followed by something else says so', async () => {
    const read = await readAll(sourceOf(Buffer.concat([packed, Buffer.from('rubbish')])), 'x.jsonl.gz');
    expect(read).toHaveLength(3001);
    expect(read.at(-1)).toMatchObject({ kind: 'rejected', line: 3001 });
  });

  it('of a Parquet file, a tar archive or nothing is refused by name', async () => {
    await expect(readAll(sourceOf(gzipSync('PAR1xxxx')), 'x.gz')).rejects.toThrow('x.gz is parquet inside of gzip');
    await expect(readAll(sourceOf(gzipSync('')), 'x.gz')).rejects.toThrow('gzip of an empty file');
    await expect(readAll(sourceOf(packed.subarray(0, 12)), 'x.gz')).rejects.toThrow('damaged gzip');
  });

  it.each([
    ['one endless row', Buffer.alloc(80 * 1024 * 1024, 0x61)],
    ['rows without end', Buffer.from('{"prompt":"a"}\n'.repeat(6_000_000))],
  ])(
    'a bomb of %s is read a buffer at a time, and given up where no data would expand so',
    async (_, content) => {
      const bomb = gzipSync(content, { level: 9 });
      let [most, rows] = [0, 0];
      const rejected = [];
      const container: TextContainer = { kind: 'jsonl', encoding: 'utf-8', from: 0, isGzipped: true };
      for await (const { rows: some } of textRows(bytesOf(sourceOf(bomb)), container)) {
        most = Math.max(most, some.length);
        rows += some.length;
        rejected.push(...columnsOf(some.filter(({ kind }) => kind === 'rejected')));
      }
      expect(most).toBeLessThan(300_000);
      expect(rows * 15).toBeLessThan(content.length / 3);
      expect(rejected).toEqual([expect.stringContaining('it unpacks to more than 400 times its size')]);
    },
    60_000,
  );

  it('what packs well and is small is read to its end', async () => {
    const long = `{"prompt":"${'a'.repeat(10_000)}"}\n`;
    expect(await readAll(sourceOf(gzipSync(long.repeat(1500), { level: 9 })), 'x.jsonl.gz')).toHaveLength(1500);
  });
});
