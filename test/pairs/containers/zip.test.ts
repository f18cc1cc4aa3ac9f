import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/pairs/inspectFile';
import { importText } from '../support/importText';
import { columnsOf, readAll, sourceOf } from '../support/readAll';
import { zipOf, type FileInZip } from '../support/zipOf';

const line = (row: unknown) => `${JSON.stringify(row)}\n`;
const good: FileInZip = { name: 'good.jsonl', content: line({ a: 1 }) };
const reasonsOf = async (files: FileInZip[]) => columnsOf(await readAll(sourceOf(zipOf([...files, good])), 'x.zip'));

describe('a zip of shards', () => {
  it('gives the rows of its entries in order, each as its own container, plain and zip64, stored and packed', async () => {
    const shard = fc.record({
      rows: fc.array(fc.record({ prompt: fc.string(), n: fc.integer() }), { minLength: 1, maxLength: 5 }),
      isStored: fc.boolean(),
      kind: fc.constantFrom('jsonl', 'json', 'jsonl.gz'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(shard, { minLength: 1, maxLength: 4 }), fc.boolean(), async (shards, isLarge) => {
        const files = shards.map(({ rows, isStored, kind }, at) => {
          const text = kind === 'json' ? JSON.stringify(rows) : rows.map(line).join('');
          const content = kind === 'jsonl.gz' ? gzipSync(text) : text;
          return { name: `data/train-${at}.${kind}`, content, isStored };
        });
        const rows = await readAll(sourceOf(zipOf(files, isLarge)), 'x.zip');
        expect(rows.map((row) => [row.entry, row.line, row.kind === 'row' && row.columns])).toEqual(
          shards.flatMap((one, at) => one.rows.map((row, place) => [files[at]?.name, place + 1, row])),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('may hold CSV and Parquet, stored or packed', async () => {
    const parquet = new Uint8Array(readFileSync(new URL('../../files/containers/chats-gzip.parquet', import.meta.url)));
    const files = [
      { name: 'a.tsv', content: 'x\ty\n1\t2\n' },
      { name: 'b.parquet', content: parquet, isStored: true },
      { name: 'c.parquet', content: parquet },
    ];
    const rows = await readAll(sourceOf(zipOf(files)), 'x.zip');
    expect(columnsOf(rows.slice(0, 1))).toEqual([{ x: '1', y: '2' }]);
    expect(rows).toHaveLength(47);
    expect(columnsOf(rows.slice(1, 24))).toEqual(columnsOf(rows.slice(24)));
  });

  it('lines beside a table keep their texts: only its cells are JSON', async () => {
    const cell = (text: string) => `"${JSON.stringify([{ role: 'user', content: text }]).replaceAll('"', '""')}"`;
    const files = [
      { name: 'a.csv', content: `prompt,chosen,rejected\n${cell('p')},c,r\n` },
      { name: 'b.jsonl', content: line({ prompt: '[q', chosen: '[1]', rejected: '[2]' }) },
    ];
    const { items, dataSet } = await importText('x.zip', new Uint8Array(zipOf(files)));
    expect(dataSet.report.rejected).toEqual([]);
    expect(items[1]?.prompt).toEqual([{ role: 'user', content: '[q' }]);
    expect(items[1]?.meta['columns']).toBeUndefined();
  });

  it('is inspected in words; its items and its reports name their entry', async () => {
    const pair = { prompt: 'p', chosen: 'c', rejected: 'r' };
    const files = [
      { name: 'one.jsonl', content: line(pair) + 'x\n' },
      { name: 'two.jsonl', content: line({ prompt: 'q', chosen: 'c', rejected: 'r' }) + line({ prompt: 1 }) },
      { name: 'README.md', content: '# a, b' },
    ];
    const bytes = new Uint8Array(zipOf(files));
    const inspection = await inspectFile(sourceOf(bytes), 'x.zip', null);
    expect(inspection.containerInWords).toBe('zip of 2 files, JSON Lines; 1 more not read');
    const { items, dataSet } = await importText('x.zip', bytes);
    expect(items.map(({ meta }) => [meta['entry'], meta['line']])).toEqual([
      ['one.jsonl', 1],
      ['two.jsonl', 1],
    ]);
    expect(dataSet.report).toMatchObject({ rows: 5, kept: 2 });
    expect(dataSet.report.rejected.map(({ line: at, reason }) => [at, reason.split(':')[0]])).toEqual([
      [1, 'README.md was not read'],
      [2, 'one.jsonl'],
      [2, 'two.jsonl'],
    ]);
  });
});

describe('an entry is not read, and named, where', () => {
  const content = line({ a: 2 });

  it.each<[string, FileInZip, RegExp]>([
    ['its name leads out', { name: 'a/../../x.jsonl', content }, /x\.jsonl was not read: its name leads out/],
    ['its name leads out by \\', { name: '..\\x.jsonl', content }, /was not read: its name leads out/],
    ['its name is absolute', { name: '/etc/x.jsonl', content }, /was not read: its name is an absolute path/],
    ['its name has a drive', { name: 'C:\\x.jsonl', content }, /was not read: its name is an absolute path/],
    ['it is a zip', { name: 'x.zip', content: zipOf([good]) }, /was not read: a zip inside a zip/],
    ['it is a zip by content', { name: 'x.jsonl', content: zipOf([good]) }, /^x\.jsonl: it cannot be read: .*zip/],
    ['it is encrypted', { name: 'x.jsonl', content, flags: 1 }, /was not read: encrypted/],
    ['it is packed otherwise', { name: 'x.jsonl', content, method: 93 }, /was not read: packed by method 93/],
    ['its name ends otherwise', { name: 'LICENSE', content }, /was not read: its name ends in none of/],
    ['it is hidden', { name: '__MACOSX/._x.jsonl', content }, /was not read: a hidden file/],
    ['it is empty', { name: 'x.jsonl', content: '' }, /^x\.jsonl: it cannot be read: it is empty/],
    [
      'it claims to be huge',
      { name: 'x.jsonl', content, bytes: 2 ** 31 },
      /was not read: claims to unpack \d+ bytes to 2147483648/,
    ],
    ['no entry begins there', { name: 'x.jsonl', content, headerAt: 5 }, /no entry begins at byte 5/],
  ])('%s', async (_, file, reason) => {
    const rows = await reasonsOf([file]);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ a: 1 });
    expect(rows).toContainEqual(expect.stringMatching(reason));
  });

  it('another of its name stands before it', async () => {
    expect(await reasonsOf([good])).toEqual([
      'good.jsonl was not read: an entry of the same name stands before it',
      { a: 1 },
    ]);
  });

  it('its data lie in another entry', async () => {
    const [first] = await reasonsOf([
      { name: 'x.jsonl', content: line({ a: 'long '.repeat(50) }) },
      { ...good, name: 'y.jsonl', headerAt: 20 },
    ]);
    expect(first).toBe('y.jsonl was not read: its data lie inside of another entry');
  });
});

describe('an entry that is not what the zip says of it', () => {
  const rows = Array.from({ length: 5000 }, (_, at) => ({ a: at, b: String(Math.sin(at)) }));
  const content = rows.map(line).join('');

  it.each<[string, Partial<FileInZip>, RegExp]>([
    ['larger', { bytes: content.length - 10_000 }, /unpacks to more than the \d+ bytes/],
    ['smaller', { bytes: content.length + 1 }, /unpacks to \d+ of the \d+ bytes/],
    ['of another check sum', { crc32: 1 }, /check sum is wrong/],
  ])('%s: keeps its rows so far and says it', async (_, wrong, reason) => {
    const read = await reasonsOf([{ name: 'x.jsonl', content, ...wrong }]);
    const told = read.findIndex((row) => typeof row === 'string');
    expect(told).toBeGreaterThan(1000);
    expect(read[told]).toMatch(reason);
    expect(read.slice(0, told)).toEqual(rows.slice(0, told));
    expect(read.at(-1)).toEqual({ a: 1 });
  });
});

describe('a file that begins like a zip', () => {
  const whole = zipOf([good]);

  it.each([
    ['is cut', whole.slice(0, 60), /damaged or cut zip: it has no directory/],
    ['has no entries', zipOf([]), /has no entry to read\. It is empty/],
    ['is an Office document', zipOf([{ name: '[Content_Types].xml', content: '<a/>' }]), /Office document/],
    ['has only what is not read', zipOf([{ name: 'x.md', content: 'x' }]), /no entry to read\. x\.md: /],
  ])('and %s is refused by name', async (_, bytes, reason) => {
    await expect(readAll(sourceOf(bytes), 'x.zip')).rejects.toThrow(reason);
  });

  it('never ends otherwise than with rows or a reason, whatever bytes are changed', async () => {
    const bytes = zipOf([good, { ...good, name: 'b.csv', content: 'a,b\n1,2\n' }]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 }), async (changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        const outcome = await readAll(sourceOf(changed), 'x.zip').catch((error: unknown) => (error as Error).name);
        expect(Array.isArray(outcome) || outcome === 'FileError').toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
