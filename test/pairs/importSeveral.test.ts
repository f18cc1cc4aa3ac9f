import { describe, expect, it } from 'vitest';
import { idAt } from '../../src/pairs/idBytes';
import { importFile } from '../../src/pairs/importFile';
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
const runOf = () => ({
  id: 'set',
  importedAt: '2026-01-01T00:00:00.000Z',
  onProgress: () => undefined,
  signal: { aborted: false },
});

describe('several files in one import', () => {
  const files = (texts: { [name: string]: string }) =>
    Object.entries(texts).map(([name, text]) => ({ name, file: new Blob([text]), mapping: null }));
  const several = (texts: { [name: string]: string }) => ({
    ...{ name: 'shards', attribution: null, notice: null },
    files: files(texts),
  });

  it('become one data set; each row is of its own file, and the report counts by file', async () => {
    const store = new MemoryStore();
    const texts = {
      'a.jsonl': `${line('p', 'a', 'b')}\nbroken`,
      'b.csv': 'prompt,chosen,rejected,source\nq,a,b,\nq,b,a,lab\n',
      'c.json': `[${line('p', 'a', 'b')}, ${line('r', 'a', 'b')}]`,
    };
    const { report, items } = await importFile(several(texts), store, runOf());
    expect(report).toMatchObject({ file: 'shards', rows: 6, kept: 3, duplicates: 1, conflicts: 1, items: 3 });
    expect(report.files.map(({ file, rows, kept, rejected }) => [file, rows, kept, rejected])).toEqual([
      ['a.jsonl', 2, 1, 1],
      ['b.csv', 2, 1, 0],
      ['c.json', 2, 1, 0],
    ]);
    expect(report.rejected).toMatchObject([{ file: 'a.jsonl', line: 2 }]);
    const read = await store.items('set', 0, items);
    expect(read.map(({ meta }) => [meta['file'], meta['source'], meta['line']])).toEqual([
      ['a.jsonl', 'a.jsonl', 1],
      ['b.csv', 'b.csv', 2],
      ['c.json', 'c.json', 2],
    ]);
    expect(read[0]?.meta['repeats']).toMatchObject({
      count: 1,
      rows: [{ source: 'c.json', line: 1, conflict: false }],
    });
    expect([...(await store.pairIndex('set')).conflicts]).toEqual([0, 1, 0]);
  });

  it('rows with one response each find their prompt in other files', async () => {
    const store = new MemoryStore();
    const rated = (prompt: string, completion: string, label: boolean) =>
      `${JSON.stringify({ prompt, completion, label })}\n`;
    const texts = {
      'one.jsonl': rated('p', 'a', true) + rated('q', 'a', true),
      'two.jsonl': rated('q', 'b', false) + rated('p', 'b', false) + rated('r', 'b', false),
    };
    const { report } = await importFile(several(texts), store, runOf());
    expect(report).toMatchObject({ rows: 5, kept: 4, items: 2, pairs: 2 });
    expect(report.files.map(({ kept, rejected }) => [kept, rejected])).toEqual([
      [2, 0],
      [2, 1],
    ]);
    const [first] = await store.items('set', 0, 2);
    expect(first?.meta['lines']).toEqual([2, 1]);
  });

  it('a file of no known shape is named before anything is read', async () => {
    const store = new MemoryStore();
    const texts = { 'a.jsonl': line('p', 'a', 'b'), 'b.jsonl': '{"x":1}' };
    await expect(importFile(several(texts), store, runOf())).rejects.toThrow('b.jsonl has no known shape');
    expect(await store.folders()).toEqual([]);
  });
});

describe('what is there already', () => {
  it('of each other data set the report counts the pairs that it has too, and those of another label', async () => {
    const store = new MemoryStore();
    const rows = [
      line('p', 'a', 'b'),
      line('q', 'a', 'b'),
      '{"prompt":"r","chosen":["a"],"rejected":["b","c"],"subset":"s"}',
    ];
    await importFile(request('one.jsonl', rows.join('\n')), store, { ...runOf(), id: 'one' });
    const again = [line('q', 'b', 'a'), line('r', 'a', 'c'), line('s', 'a', 'b')].join('\n');
    const { report } = await importFile(request('two.jsonl', again), store, { ...runOf(), id: 'two' });
    expect(report.alsoIn).toEqual([{ dataSet: 'one', name: 'one.jsonl', pairs: 2, conflicts: 1 }]);
    expect([...(await store.pairIndex('two')).conflicts]).toEqual([2, 0, 0]);
  });

  it('a pair of two items with different labels is in conflict in both', async () => {
    const rows = ['{"prompt":"r","chosen":["a"],"rejected":["b","c"],"subset":"s"}', line('r', 'b', 'a')];
    const { index } = await importText('x.jsonl', rows.join('\n'));
    const conflicting = [...index.conflicts.entries()].filter(([, code]) => code === 1).map(([row]) => row);
    expect(conflicting.map((row) => idAt(index.pairIds, row))).toEqual(
      Array.from({ length: 2 }, () => idAt(index.pairIds, 2)),
    );
  });

  it('a response that a row has twice is one response, and the report counts it', async () => {
    const row = '{"prompt":"r","chosen":["a"],"rejected":["b","b","c"],"subset":"s"}';
    const { items, dataSet } = await importText('x.jsonl', row);
    expect([items[0]?.responses.length, dataSet.report.sameResponses]).toEqual([3, 1]);
  });
});

describe('room', () => {
  it('files that cannot fit are refused before any work, with how much is needed and how much there is', async () => {
    const store = new MemoryStore();
    store.freeBytes = () => Promise.resolve(2_500_000);
    const text = many(100_000);
    await expect(importFile(request('x.jsonl', text), store, runOf())).rejects.toThrow(
      "x.jsonl needs about 7 MB in this browser's storage, and 3 MB are free.",
    );
    expect(await store.folders()).toEqual([]);
  });
});

describe('facets', () => {
  const facetsOf = async (rows: object[]) => {
    const { index } = await importText('x.jsonl', rows.map((row, at) => line(`p${at}`, 'a', 'b', row)).join('\n'));
    return index.facets.map(({ name, values, codes }) => [name, values, [...codes].join('')]);
  };

  it('columns with few values are facets: texts, booleans, whole numbers; a row without one has none', async () => {
    const rows = [
      { language: 'de', turn: 1, hard: true },
      { language: 'en', turn: 2, hard: false },
      { language: 'de' },
    ];
    expect(await facetsOf(rows)).toEqual([
      ['language', ['de', 'en'], '121'],
      ['turn', ['1', '2'], '120'],
      ['hard', ['true', 'false'], '120'],
    ]);
  });

  it('columns with fractions, long texts, lists or more than 254 values are none, nor is one value everywhere', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({
      ...{ id: at, score: at / 7, long: 'x'.repeat(101), list: [1], same: 'same' },
      kept: at % 254,
    }));
    expect((await facetsOf(rows)).map(([name, values]) => [name, values?.length])).toEqual([['kept', 254]]);
  });

  it('of 60 columns the first 16 that can be are taken, and names without end do no harm', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => ({
      ...Object.fromEntries(Array.from({ length: 60 }, (_, column) => [`c${column}`, at % 2])),
      ...Object.fromEntries(Array.from({ length: 30 }, (_, column) => [`only${at}x${column}`, 1])),
    }));
    const names = (await facetsOf(rows)).map(([name]) => name);
    expect(names).toEqual(Array.from({ length: 16 }, (_, column) => `c${column}`));
  });

  it('labels that are more than a side, votes and models are facets too', async () => {
    const row = (overall_preference: number) => ({
      ...{ context: [{ role: 'user', content: `p${overall_preference}` }], response1: 'a', response2: 'b' },
      ...{ overall_preference, individual_preference: [{ score: 1 }], domain: 'code', language: 'python' },
    });
    const { index } = await importText('x.jsonl', [row(-2), row(1)].map((one) => JSON.stringify(one)).join('\n'));
    expect(index.facets.find(({ name }) => name === 'overall_preference')).toMatchObject({ values: ['-2', '1'] });
  });
});
