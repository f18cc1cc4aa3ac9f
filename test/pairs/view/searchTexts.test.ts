import { expect, test } from 'vitest';
import { importFile } from '../../../src/pairs/importFile';
import { KeptItems } from '../../../src/pairs/kept/KeptItems';
import { searchTexts, type SearchRequest } from '../../../src/pairs/view/searchTexts';
import { MemoryStore } from '../support/MemoryStore';

/** A data set of a file's text, imported as a worker would, and a search through its kept rows. */
async function searched(file: string, text: string) {
  const store = new MemoryStore();
  const request = { name: file, files: [{ name: file, file: new Blob([text]), mapping: null }] };
  const run = {
    id: 'd',
    importedAt: '2026-01-01T00:00:00.000Z',
    onProgress: () => undefined,
    signal: { aborted: false },
  };
  await importFile({ ...request, attribution: null, notice: null }, store, { ...run, pause: () => Promise.resolve() });
  const items = new KeptItems(await store.folder.folder('d'));
  const index = await store.pairIndex('d');
  let read = 0;
  const itemsWhere: SearchRequest['store']['itemsWhere'] = async (_dataSet, from, to, passes) => {
    const found = await items.itemsWhere(from, to, passes);
    read += found.filter((item) => item !== null).length;
    return found;
  };
  const found = async (wanted: string, words = false) => {
    const rows = new Uint8Array(index.length);
    const onProgress = () => undefined;
    read = 0;
    const signal = { aborted: false };
    await searchTexts({ store: { itemsWhere }, index, text: wanted, words, found: rows, onProgress, signal });
    return [...rows.keys()].filter((row) => rows[row] === 1);
  };
  return { found, read: () => read, pairs: index.length };
}

const line = (prompt: string, chosen: string, rejected: string, more: object = {}) =>
  JSON.stringify({ prompt, chosen, rejected, ...more });

test('texts are found in any case in prompts and responses, not in metadata, and rows without them are not read', async () => {
  const rows = [line('Find the Straße', 'a', 'b'), line('q', 'the NEEDLE', 'b'), line('r', 'a', 'b', { note: 'pin' })];
  const { found, read } = await searched('x.jsonl', rows.join('\n'));
  expect(await found('needle')).toEqual([1]);
  expect(read()).toBe(1);
  expect(await found('STRAßE')).toEqual([0]);
  expect(await found('pin')).toEqual([]);
  expect(await found('')).toEqual([0, 1, 2]);
  expect(await found('absent')).toEqual([]);
  expect(read()).toBe(0);
  expect(await found('he needle', false)).toEqual([1]);
  expect(await found('he needle', true)).toEqual([]);
});

test('a text of one response is found only in the pairs that hold it', async () => {
  const { found, pairs } = await searched(
    'x.jsonl',
    '{"prompt":"p","chosen":["x"],"rejected":["y","needle"],"subset":"s"}',
  );
  expect([pairs, (await found('needle')).length]).toEqual([2, 1]);
});

test('rows of other containers, and items of several rows, are searched as they were read', async () => {
  const csv = await searched('x.csv', 'prompt,chosen,rejected\nq1,"a ""quoted"" word",b\nq2,c,d\n');
  expect(await csv.found('"QUOTED"')).toEqual([0]);
  const grouped = [
    { prompt: 'q', completion: 'one needle', label: true },
    { prompt: 'q', completion: 'two', label: false },
    { prompt: 'other', completion: 'three', label: true },
    { prompt: 'other', completion: 'four', label: false },
  ];
  const kto = await searched('kto.jsonl', grouped.map((row) => JSON.stringify(row)).join('\n'));
  expect(await kto.found('needle')).toEqual([0]);
  expect(await kto.found('four')).toEqual([1]);
});
