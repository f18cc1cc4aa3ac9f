import { afterEach, describe, expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import type { Item } from '../../src/pairs/Item';
import type { RewardRow } from '../../src/rewards/RewardRow';
import { openStore } from '../../src/store/openStore';
import { requestPersistence } from '../../src/store/requestPersistence';
import { storageEstimate } from '../../src/store/storageEstimate';
import { migrations } from '../../src/store/migrations';
import { madeId, madeIndex } from '../rewards/madeIndex';
import {
  folderNames,
  freshName,
  importRows,
  madeItem,
  madeRows,
  recordCounts,
  rowText,
  settled,
  startTask,
} from './storeHelpers';

/** Playwright's session of the browser's own tools, which `cdp` has no type for. */
const devtools = cdp() as unknown as { send(command: string, options: Record<string, unknown>): Promise<unknown> };

afterEach(() => vi.restoreAllMocks());

describe('data sets', () => {
  test('a data set is there when its import is finished, and not before', async () => {
    const name = freshName();
    const store = await openStore(name);
    await startTask({ kind: 'begin', database: name, dataSet: 'a' });
    expect(await store.dataSets()).toEqual([]);
    const dataSet = await importRows(name, 'b', madeRows(3));
    expect(await store.dataSets()).toEqual([dataSet]);
    expect(await store.pairIndex('b')).toMatchObject({ dataSet: 'b', length: 3, sourceNames: ['x.jsonl'] });
  });

  test('items come back by row and by range, whatever the stretches in which their places lie', async () => {
    const name = freshName();
    const store = await openStore(name);
    await importRows(name, 'a', madeRows(1300));
    await importRows(name, 'b', madeRows(5));
    const prompts = (items: Item[]) => items.map(({ prompt }) => prompt[0]?.content);
    const expected = Array.from({ length: 1300 }, (_, row) => `Question ${row}`);
    for (const row of [0, 511, 512, 1024, 1299]) expect(prompts([await store.item('a', row)])).toEqual([expected[row]]);
    for (const [from, to] of [
      [0, 1300],
      [0, 1],
      [511, 513],
      [100, 1277],
      [1299, 1300],
      [7, 7],
    ] as const) {
      expect(prompts(await store.items('a', from, to))).toEqual(expected.slice(from, to));
    }
  });

  test('very long texts, hostile keys and broken Unicode come back unchanged', async () => {
    const name = freshName();
    const store = await openStore(name);
    const long = 'lone \ud800 surrogate \u0000 \u202e'.repeat(20_000);
    const hostile = '{"prompt":"p","chosen":"a","rejected":"b","__proto__":{"polluted":true},"constructor":1}\n';
    await importRows(name, 'a', rowText('first') + rowText(long) + hostile);
    expect((await store.item('a', 1)).prompt[0]?.content).toBe(long);
    const [, , item] = await store.items('a', 0, 3);
    expect(Object.keys(item?.meta['columns'] ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('a row that is not there is an error that names it', async () => {
    const name = freshName();
    const store = await openStore(name);
    await importRows(name, 'a', madeRows(3));
    await expect(store.item('a', 3)).rejects.toThrow(/Data set a has no item in row 3/);
    await expect(store.items('a', 1, 5)).rejects.toThrow(/no item in row 3/);
    await expect(store.item('b', 0)).rejects.toMatchObject({ name: 'StoreError', kind: 'failed' });
    await expect(store.pairIndex('b')).rejects.toThrow(/no data set b/);
  });

  test('a page, which cannot write files, is told so', async () => {
    const store = await openStore(freshName());
    const folder = await store.startImport('a');
    await expect(folder.write('rows.jsonl', 'empty')).rejects.toThrow(/in workers/);
  });

  test('removing a data set leaves nothing of it, and the others whole', async () => {
    const name = freshName();
    const store = await openStore(name);
    await importRows(name, 'a', madeRows(300));
    await importRows(name, 'ab', madeRows(70));
    const reader = await openStore(name);
    await store.item('a', 5);
    await reader.item('a', 5);
    await store.removeDataSet('a');
    expect(await recordCounts(name)).toMatchObject({ dataSets: 1, imports: 0 });
    expect(await folderNames(name)).toEqual(['ab']);
    await expect(store.item('a', 5)).rejects.toThrow(/no item in row 5/);
    await expect(reader.item('a', 5)).rejects.toThrow(/no item in row 5|no data set a/);
    expect((await store.item('ab', 69)).prompt[0]?.content).toBe('Question 69');
  });

  test('pairs that another data set holds are told, and those of another label are in conflict', async () => {
    const name = freshName();
    const store = await openStore(name);
    await importRows(name, 'a', madeRows(10));
    const other = JSON.stringify({ prompt: 'Question 3', chosen: 'Question 3: no', rejected: 'Question 3: yes' });
    const { report } = await importRows(name, 'b', `${other}\n${madeRows(3, 8)}`);
    expect(report.alsoIn).toEqual([{ dataSet: 'a', name: 'Set a', pairs: 3, conflicts: 1 }]);
    expect([...(await store.pairIndex('b')).conflicts]).toEqual([2, 0, 0, 0]);
  });
});

describe('interrupted imports', () => {
  test('what the import of a killed worker left is removed when a store is opened', async () => {
    const name = freshName();
    const { worker } = await startTask({ kind: 'begin', database: name, dataSet: 'a' });
    await openStore(name);
    expect(await recordCounts(name)).toMatchObject({ imports: 1 });
    expect(await folderNames(name)).toEqual(['a']);
    worker.terminate();
    await vi.waitFor(
      async () => {
        await openStore(name);
        expect(await recordCounts(name)).toMatchObject({ imports: 0 });
        expect(await folderNames(name)).toEqual([]);
      },
      { timeout: 20_000 },
    );
  });

  test('an import that another tab is running is left alone and can be finished', async () => {
    const name = freshName();
    const importing = importRows(name, 'a', madeRows(20_000));
    await vi.waitFor(async () => expect(await folderNames(name)).toEqual(['a']), { timeout: 20_000 });
    const other = await openStore(name);
    expect((await importing).items).toBe(20_000);
    expect(await other.items('a', 0, 10)).toHaveLength(10);
    expect(await recordCounts(name)).toMatchObject({ dataSets: 1, imports: 0 });
  });

  test('an import that was removed while it ran cannot be finished', async () => {
    const name = freshName();
    const dataSet = await importRows(name, 'a', madeRows(3));
    const store = await openStore(name);
    await store.startImport('b');
    await store.removeDataSet('b');
    await expect(store.finishImport({ ...dataSet, id: 'b' })).rejects.toThrow(/was ended and removed elsewhere/);
    expect(await recordCounts(name)).toMatchObject({ imports: 0, dataSets: 1 });
  });

  test('a folder without mark and record, as a crash may leave it, is removed', async () => {
    const name = freshName();
    await importRows(name, 'a', madeRows(3));
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(`${name}-data-sets`);
    await folder.getDirectoryHandle('orphan', { create: true });
    await openStore(name);
    expect(await folderNames(name)).toEqual(['a']);
  });

  test('finished data sets are listed again after the database was thrown away, and a removed one is not', async () => {
    const name = freshName();
    const dataSet = await importRows(name, crypto.randomUUID(), madeRows(3));
    const removed = await importRows(name, crypto.randomUUID(), madeRows(4));
    const before = await openStore(name);
    await before.removeDataSet(removed.id);
    before.close();
    await settled(indexedDB.deleteDatabase(name));
    const store = await openStore(name);
    expect(await store.dataSets()).toEqual([dataSet]);
    expect(await store.items(dataSet.id, 0, 3)).toHaveLength(3);
    expect((await store.pairIndex(dataSet.id)).length).toBe(3);
  });
});

test('an import that fills the storage says so, and what there was before stays', async () => {
  const { origin } = location;
  const name = freshName();
  await importRows(name, 'a', madeRows(10));
  const store = await openStore(name);
  const used = (await storageEstimate())?.usedBytes ?? 0;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: used + 2_000_000 });
  try {
    const large = rowText('x'.repeat(100_000)).repeat(100);
    await expect(importRows(name, 'b', large)).rejects.toMatchObject({ name: 'FileError', problem: 'full' });
    expect(await folderNames(name)).toEqual(['a']);
    expect((await store.dataSets()).map(({ id }) => id)).toEqual(['a']);
    expect(await store.items('a', 0, 10)).toHaveLength(10);
  } finally {
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  }
});

describe('data sets that an older Assay stored as records', () => {
  const report = { file: 'old.jsonl', format: 'made', rows: 70, kept: 70, items: 70, pairs: 70, duplicates: 0 };

  async function storeOldDataSet(name: string): Promise<void> {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => migrations[0]?.(opening.result as never, undefined as never);
    const database = await settled(opening);
    const transaction = database.transaction(['dataSets', 'items', 'pairIndexes'], 'readwrite');
    const { conflicts, facets, ...index } = madeIndex(Array.from({ length: 70 }, () => ({ label: 1 })));
    expect([conflicts.length, facets]).toEqual([70, []]);
    const rejected = [{ line: 71, reason: 'r', sample: 's' }];
    transaction.objectStore('dataSets').add({
      ...{ id: 'old', name: 'Old', importedAt: '2026-11-01T00:00:00.000Z', format: 'made', bytes: 9, items: 70 },
      ...{ pairs: 70, attribution: null, notice: null },
      report: { ...report, conflicts: 0, ties: 0, unlabelled: 0, rejected, rejectedBeyond: 2 },
    });
    for (const firstRow of [0, 64]) {
      const items = Array.from({ length: Math.min(64, 70 - firstRow) }, (_, at) => madeItem(firstRow + at));
      transaction.objectStore('items').add({ dataSet: 'old', firstRow, items });
    }
    transaction.objectStore('pairIndexes').add({ ...index, dataSet: 'old' });
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }

  test('are listed with a whole report, read, found again by imports, and removed', async () => {
    const name = freshName();
    await storeOldDataSet(name);
    const store = await openStore(name);
    const [dataSet] = await store.dataSets();
    expect(dataSet?.report).toMatchObject({
      ...{ sameResponses: 0, alsoIn: [], files: [{ file: 'old.jsonl', rows: 70, rejected: 3 }] },
      rejected: [{ file: 'old.jsonl', line: 71, reason: 'r', sample: 's' }],
    });
    expect(await store.item('old', 65)).toEqual(madeItem(65));
    expect(await store.items('old', 60, 70)).toEqual(Array.from({ length: 10 }, (_, at) => madeItem(60 + at)));
    expect(await store.pairIndex('old')).toMatchObject({ length: 70, conflicts: new Uint8Array(70), facets: [] });
    await importRows(name, 'new', madeRows(3));
    await store.removeDataSet('old');
    expect(await recordCounts(name)).toMatchObject({ dataSets: 1, items: 0, pairIndexes: 0, imports: 0 });
  });
});

describe('rewards', () => {
  const row = (n: number, reward: number): RewardRow => ({ checkpoint: 'c', response: madeId(n), reward, tokens: 7 });

  test('come back exactly, by checkpoint, the later of two for one response', async () => {
    const store = await openStore(freshName());
    const tooLong: RewardRow = { checkpoint: 'c', response: madeId(3), reward: null, tokens: 2000, maxTokens: 1024 };
    await store.putRewards([row(1, 0.1 + 0.2), tooLong, { ...row(1, 9), checkpoint: 'other' }]);
    await store.putRewards([row(2, -1e-30), row(4, 1)]);
    await store.putRewards([row(4, 2)]);
    const expected = [row(1, 0.1 + 0.2), tooLong, row(2, -1e-30), row(4, 2)];
    expect(await store.rewards('c')).toEqual(new Map(expected.map((reward) => [reward.response, reward])));
    expect((await store.rewards('other')).size).toBe(1);
    expect((await store.rewards('none')).size).toBe(0);
  });

  test('a reward that is no number is refused with its batch', async () => {
    const store = await openStore(freshName());
    await expect(store.putRewards([row(1, 1), row(2, NaN)])).rejects.toThrow(/reward NaN/);
    await expect(store.putRewards([{ ...row(1, 1), response: 'r1' }])).rejects.toThrow(/64 hex digits, not to "r1"/);
    expect((await store.rewards('c')).size).toBe(0);
  });

  test('are replaced whole or not at all, and those of other checkpoints stay', async () => {
    const store = await openStore(freshName());
    await store.putRewards([row(1, 1), row(2, 2), { ...row(1, 9), checkpoint: 'other' }]);
    await expect(store.replaceRewards('c', [[row(3, 3)], [row(4, NaN)]])).rejects.toThrow(/reward NaN/);
    expect((await store.rewards('c')).size).toBe(2);
    await store.replaceRewards('c', [[row(3, 3)], [row(4, 4)]]);
    expect([...(await store.rewards('c')).values()].map(({ reward }) => reward)).toEqual([3, 4]);
    await store.replaceRewards('c', []);
    expect((await store.rewards('c')).size).toBe(0);
    expect((await store.rewards('other')).size).toBe(1);
  });

  test('stay when a data set is removed: another may hold the same responses', async () => {
    const name = freshName();
    const store = await openStore(name);
    await importRows(name, 'a', madeRows(1));
    await store.putRewards([row(0, 1)]);
    await store.removeDataSet('a');
    expect((await store.rewards('c')).size).toBe(1);
  });
});

test('settings are kept by name; one that was never put is null', async () => {
  const store = await openStore(freshName());
  expect(await store.setting('theme')).toBeNull();
  await store.putSetting('theme', { dark: true });
  expect(await store.setting('theme')).toEqual({ dark: true });
  await store.putSetting('theme', null);
  expect(await store.setting('theme')).toBeNull();
});

describe('the connection', () => {
  test('opens anew when the browser has closed it', async () => {
    const store = await openStore(freshName());
    await store.putSetting('a', 1);
    const original = IDBDatabase.prototype.transaction;
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (
      this: IDBDatabase,
      ...call
    ) {
      this.close();
      return original.apply(this, call);
    });
    expect(await store.setting('a')).toBe(1);
    expect(spy).toHaveBeenCalledTimes(2);
  });

  test('makes way for a newer version in another tab, and then says to reload', async () => {
    const name = freshName();
    const store = await openStore(name);
    const newer = await settled(indexedDB.open(name, 1000));
    await expect(store.dataSets()).rejects.toMatchObject({
      kind: 'closed',
      message: expect.stringMatching(/newer Assay.*Reload/),
    });
    newer.close();
  });

  test('that was closed on purpose stays closed', async () => {
    const store = await openStore(freshName());
    store.close();
    await expect(store.dataSets()).rejects.toMatchObject({ name: 'StoreError', kind: 'closed' });
  });

  test('a value that cannot be stored is an error, and the store goes on', async () => {
    const store = await openStore(freshName());
    await expect(store.putSetting('f', () => 1)).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/setting "f"/),
    });
    await store.putSetting('f', 1);
    expect(await store.setting('f')).toBe(1);
  });
});

test('the browser says how full the storage is, and answers the request to keep it', async () => {
  const estimate = await storageEstimate();
  expect(estimate?.quotaBytes).toBeGreaterThan(0);
  expect(await requestPersistence()).toMatch(/^(granted|refused)$/);
});
