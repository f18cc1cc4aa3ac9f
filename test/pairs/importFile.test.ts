import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '../../src/pairs/ColumnMapping';
import type { ImportProgress } from '../../src/pairs/contract';
import { idAt } from '../../src/pairs/idBytes';
import { importFile } from '../../src/pairs/importFile';
import { importService } from '../../src/pairs/importService';
import { readRows } from '../../src/pairs/containers/readRows';
import { previewOf } from '../../src/pairs/previewOf';
import { inspectFile } from '../../src/pairs/inspectFile';
import { labelCodes } from '../../src/pairs/PairIndex';
import { pairOf, pairPlaces } from '../../src/pairs/pairOf';
import { importText } from './support/importText';
import { MemoryStore } from './support/MemoryStore';

const line = (prompt: string, chosen: string, rejected: string, rest: object = {}) =>
  JSON.stringify({ prompt, chosen, rejected, ...rest });
const many = (count: number) => Array.from({ length: count }, (_, at) => line(`p${at}`, `c${at}`, `r${at}`)).join('\n');
const request = (name: string, text: string) => ({
  name,
  files: [{ name, file: new Blob([text]), mapping: null }],
  attribution: 'by somebody',
  notice: null,
});
const runOf = (onProgress: (progress: ImportProgress) => void = () => undefined, signal = { aborted: false }) => ({
  id: 'set',
  importedAt: '2026-01-01T00:00:00.000Z',
  onProgress,
  signal,
});

describe('importing a file', () => {
  it('the index says of every pair what the item and the two responses say', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((value) => value.trim() !== '');
    const row = fc.record({
      prompt: text,
      chosen: fc.array(text, { minLength: 1, maxLength: 3 }),
      rejected: fc.array(text, { minLength: 1, maxLength: 4 }),
      subset: fc.constantFrom('a', 'b'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const { items, index, dataSet } = await importText(
          'x.jsonl',
          rows.map((one) => JSON.stringify(one)).join('\n'),
        );
        const expected = items.flatMap((item, at) =>
          pairPlaces(item).map(({ first, second }) => ({ at, pair: pairOf(item, first, second) })),
        );
        expect(dataSet.pairs).toBe(expected.length);
        expect(index.length).toBe(expected.length);
        for (const [at, { at: itemRow, pair }] of expected.entries()) {
          expect(index.itemRows[at]).toBe(itemRow);
          expect(idAt(index.pairIds, at)).toBe(pair.id);
          expect(idAt(index.firstIds, at)).toBe(pair.first.id);
          expect(idAt(index.secondIds, at)).toBe(pair.second.id);
          expect(pair.first.id < pair.second.id).toBe(true);
          expect(index.labels[at]).toBe(labelCodes[pair.label ?? 'none']);
          expect(index.sourceNames[index.sources[at] ?? -1]).toBe(pair.source);
          expect(index.firstLengths[at]).toBe(pair.first.messages[0]?.content.length);
        }
        const { rows: read, kept, duplicates, conflicts, rejected, rejectedBeyond } = dataSet.report;
        expect(read).toBe(kept + duplicates + conflicts + rejected.length + rejectedBeyond);
      }),
      { numRuns: 50 },
    );
  });

  it('progress ends at the file’s size', async () => {
    const store = new MemoryStore();
    const seen: ImportProgress[] = [];
    const text = many(3000);
    const dataSet = await importFile(
      request('x.jsonl', text),
      store,
      runOf((progress) => seen.push(progress)),
    );
    expect(await store.items('set', 0, 4000)).toHaveLength(3000);
    expect(seen.at(-1)).toEqual({ doneBytes: text.length, totalBytes: text.length, rows: 3000, pairs: 3000 });
    expect(dataSet).toMatchObject({ items: 3000, pairs: 3000, attribution: 'by somebody', bytes: text.length });
  });

  it('a cancelled import leaves nothing', async () => {
    const store = new MemoryStore();
    const signal = { aborted: false };
    const run = runOf(() => (signal.aborted = true), signal);
    await expect(importFile(request('x.jsonl', many(3000)), store, run)).rejects.toMatchObject({
      name: 'ImportCancelled',
    });
    expect(await store.folders()).toEqual([]);
  });

  it('a disk that is full half-way is the error that is told, and nothing is left', async () => {
    for (const room of [1000, 120_000, 200_000]) {
      const store = new MemoryStore(room);
      await expect(importFile(request('x.jsonl', many(3000)), store, runOf())).rejects.toMatchObject({
        problem: 'full',
      });
      expect(await store.folders()).toEqual([]);
    }
  });

  it('a row that repeats an item stays with it: the same label is a duplicate, another one a conflict', async () => {
    const rows = [
      line('p', 'a', 'b', { by: 1 }),
      line('p', 'b', 'a', { by: 2 }),
      line('p', 'a', 'b', { by: 3 }),
      line('q', 'a', 'b'),
    ];
    const { items, dataSet } = await importText('x.jsonl', rows.join('\n'));
    expect(dataSet.report).toMatchObject({ rows: 4, kept: 2, duplicates: 1, conflicts: 1, pairs: 2 });
    expect(items[0]?.meta['repeats']).toMatchObject({
      count: 2,
      rows: [
        { line: 2, conflict: true, columns: { by: 2 } },
        { line: 3, conflict: false, columns: { by: 3 } },
      ],
    });
    expect(items[1]?.meta['repeats']).toBeUndefined();
  });

  it('of an item that comes 20,000 times 100 repeats are listed and all are counted', async () => {
    const { items, dataSet } = await importText('x.jsonl', `${line('p', 'a', 'b')}\n`.repeat(20_000));
    expect(dataSet.report).toMatchObject({ rows: 20_000, kept: 1, duplicates: 19_999 });
    const repeats = items[0]?.meta['repeats'] as { count: number; rows: unknown[] };
    expect([repeats.count, repeats.rows.length]).toEqual([19_999, 100]);
  });

  it('of 1,200 rejected rows 1,000 are listed and all are counted', async () => {
    const { dataSet } = await importText('x.jsonl', `${line('p', 'a', 'b')}\n${'broken\n'.repeat(1200)}`);
    expect(dataSet.report).toMatchObject({ rows: 1201, kept: 1, rejectedBeyond: 200 });
    expect(dataSet.report.rejected).toHaveLength(1000);
    expect(dataSet.report.rejected[0]).toEqual({
      file: 'x.jsonl',
      line: 2,
      reason: 'not valid JSON',
      sample: 'broken',
    });
  });

  it('a response of 200,000 characters, controls and half characters pass unchanged', async () => {
    const long = '\u202eשלום\u0000\ud800 '.repeat(30_000).slice(0, 200_000);
    const { items, index } = await importText('x.jsonl', line(long, `${long}a`, '<script>alert(1)</script>'));
    const [item] = items;
    expect(item?.prompt).toEqual([{ role: 'user', content: long }]);
    expect(item?.responses.map(({ messages }) => messages[0]?.content).sort()).toEqual(
      [`${long}a`, '<script>alert(1)</script>'].sort(),
    );
    expect(index.promptLengths[0]).toBe(200_000);
    expect(previewOf(item?.prompt ?? []).length).toBeLessThanOrEqual(160);
  });

  it('the same pair has one id in every shape', async () => {
    const [u, a, b] = [
      { role: 'user', content: 'p' },
      { role: 'assistant', content: 'a' },
      { role: 'assistant', content: 'b' },
    ];
    const files = [
      line('p', 'a', 'b'),
      JSON.stringify({ prompt: [u], chosen: [b], rejected: [a] }),
      JSON.stringify({ chosen: [u, a], rejected: [u, b] }),
      JSON.stringify({ chosen: '\n\nHuman: p\n\nAssistant: a', rejected: '\n\nHuman: p\n\nAssistant: b' }),
      JSON.stringify({ input: 'p', output_1: 'a', output_2: 'b', label: 1 }),
    ];
    const ids = await Promise.all(files.map(async (text) => (await importText('x.jsonl', text)).items[0]?.id));
    expect(new Set(ids).size).toBe(1);
  });

  it('turns that both responses of an explicit row share belong to the prompt, as in an implicit row', async () => {
    const turns = (last: string) => [
      { role: 'assistant', content: 'hello' },
      { role: 'user', content: 'q' },
      { role: 'assistant', content: last },
    ];
    const u = { role: 'user', content: 'p' };
    const explicit = JSON.stringify({ prompt: [u], chosen: turns('a'), rejected: turns('b') });
    const implicit = JSON.stringify({ chosen: [u, ...turns('a')], rejected: [u, ...turns('b')] });
    const [one, other] = await Promise.all([importText('x.jsonl', explicit), importText('x.jsonl', implicit)]);
    expect(one.items[0]?.prompt).toHaveLength(3);
    expect(one.items[0]?.id).toBe(other.items[0]?.id);
  });
});

describe('memory', () => {
  it('a list of 50 MB is read without holding it: what is kept at any time is a chunk and its rows', async () => {
    const element = new TextEncoder().encode(`${line('p', 'c'.repeat(10_000), 'r'.repeat(10_000))},`);
    const size = element.length * 2500 + 2;
    const source = {
      size,
      slice: (from: number, to: number) => ({ arrayBuffer: async () => listBytes(element, size, from, to) }),
    };
    let most = 0;
    let rows = 0;
    for await (const chunk of readRows(source, { kind: 'json', encoding: 'utf-8', from: 0, isGzipped: false })) {
      rows += chunk.rows.length;
      most = Math.max(most, chunk.rows.length);
    }
    expect([rows, most < 100]).toEqual([2500, true]);
  }, 60_000);
});

/** Bytes of a list of equal elements that never exists as a whole. */
function listBytes(element: Uint8Array, size: number, from: number, to: number): ArrayBuffer {
  const bytes = new Uint8Array(to - from);
  for (let at = from; at < to; at++) bytes[at - from] = element[(at - 1) % element.length] ?? 0x20;
  if (from === 0) bytes[0] = 0x5b;
  if (to === size) bytes.set([0x20, 0x5d], size - 2 - from);
  return bytes.buffer;
}

describe('a mapping', () => {
  const mapping: ColumnMapping = {
    kind: 'compared',
    prompt: 'q',
    first: 'one',
    second: 'two',
    label: { column: 'who', first: '1', second: '2', tie: '0' },
    source: 'from',
  };
  const row = (q: string, who: unknown) => JSON.stringify({ q, one: 'a', two: 'b', who, from: 'lab' });

  it('reads rows of any columns, labels as numbers or texts, and says which value it does not know', async () => {
    const text = [row('1', 1), row('2', '2'), row('3', 0), row('4', null), row('5', 9)].join('\n');
    const { items, dataSet, index } = await importText('x.jsonl', text, mapping);
    const labels = items.map((item) => pairOf(item, 0, 1).label);
    const better = items.map(
      (item) => item.responses[labels[items.indexOf(item)] === 'first' ? 0 : 1]?.messages[0]?.content,
    );
    expect(better.slice(0, 2)).toEqual(['a', 'b']);
    expect(labels.slice(2)).toEqual(['tie', null]);
    expect(dataSet.report).toMatchObject({ ties: 1, unlabelled: 1, format: 'Columns as mapped' });
    expect(dataSet.report.rejected[0]?.reason).toBe('"who" is 9, none of the values of the mapping (1, 2, 0)');
    expect(index.sourceNames).toEqual(['lab']);
  });

  it('never divides plain texts into prompt and response', async () => {
    const file = new Blob([JSON.stringify({ chosen: 'Name a prime. Seven.', rejected: 'Name a prime. Nine.' })]);
    const inspection = await inspectFile(file, 'x.jsonl', null);
    expect(inspection).toMatchObject({
      format: null,
      rowsInWords: [],
      suggestedMapping: { kind: 'ranked', prompt: null },
    });
    await expect(inspectFile(file, 'x.jsonl', inspection.suggestedMapping)).rejects.toThrow(
      /choose the column of the prompt/,
    );
  });

  it('an unknown shape without a mapping is not imported, and the message says what to do', async () => {
    await expect(importText('x.jsonl', '{"a":1}')).rejects.toThrow(
      'x.jsonl has no known shape. Say which column holds what',
    );
  });

  it('the suggested mapping of every two-sided file can be previewed', async () => {
    const file = new Blob([
      `${row('1', 'one')}\n${row('2', 'two')}`
        .replaceAll('"q"', '"question"')
        .replaceAll('"one":', '"answer_1":')
        .replaceAll('"two":', '"answer_2":'),
    ]);
    const { suggestedMapping } = await inspectFile(file, 'x.jsonl', null);
    expect(suggestedMapping).toMatchObject({
      kind: 'compared',
      prompt: 'question',
      first: 'answer_1',
      second: 'answer_2',
    });
    const preview = await inspectFile(file, 'x.jsonl', suggestedMapping);
    expect(preview.rowsInWords[0]).toMatchObject({ prompt: '1', better: 'a', worse: 'b', label: 'no label' });
  });
});

describe('looking at a file', () => {
  it('long texts are shown with how much more there is', async () => {
    const { rowsInWords, sampleRows } = await inspectFile(
      new Blob([line('p', 'c'.repeat(1500), 'r')]),
      'x.jsonl',
      null,
    );
    expect(rowsInWords[0]?.better).toBe(`${'c'.repeat(1000)}… (500 more characters)`);
    expect(sampleRows[0]?.['chosen']).toBe(rowsInWords[0]?.better);
  });

  it('rows that cannot be read are passed over, not shown empty', async () => {
    const { rowsInWords } = await inspectFile(
      new Blob([`${line('p', 'a', 'a')}\n${line('q', 'a', 'b')}`]),
      'x.jsonl',
      null,
    );
    expect(rowsInWords.map((row) => [row.line, row.prompt])).toEqual([[2, 'q']]);
  });
});

describe('the import service', () => {
  const text = [
    line('Find the Straße', 'a', 'b'),
    line('q', 'the NEEDLE', 'b'),
    line('r', 'a', 'b', { note: 'needle' }),
  ].join('\n');
  const service = (store = new MemoryStore()) => importService(() => Promise.resolve(store));

  it('cancel ends the running import, and the next one runs', async () => {
    const store = new MemoryStore();
    const imports = service(store);
    const running = imports.import(request('x.jsonl', many(3000)), () => void imports.cancel());
    await expect(running).rejects.toMatchObject({ name: 'ImportCancelled' });
    expect(await store.folders()).toEqual([]);
    await expect(imports.import(request('x.jsonl', text), () => undefined)).resolves.toMatchObject({ pairs: 3 });
  });

  it('a second import beside a running one is refused', async () => {
    const imports = service();
    const running = imports.import(request('x.jsonl', text), () => undefined);
    await expect(imports.import(request('y.jsonl', text), () => undefined)).rejects.toThrow(/y.jsonl was not loaded/);
    await running;
  });

  it('a store that could not be opened is tried again', async () => {
    let tries = 0;
    const imports = importService(() =>
      ++tries === 1 ? Promise.reject(new Error('blocked')) : Promise.resolve(new MemoryStore()),
    );
    await expect(imports.import(request('x.jsonl', text), () => undefined)).rejects.toThrow('blocked');
    await expect(imports.import(request('x.jsonl', text), () => undefined)).resolves.toMatchObject({ pairs: 3 });
  });
});
