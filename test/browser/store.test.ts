import { afterEach, describe, expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import type { Item } from '../../src/pairs/Item';
import type { RewardRow } from '../../src/rewards/RewardRow';
import { openStore } from '../../src/store/openStore';
import { requestPersistence } from '../../src/store/requestPersistence';
import { storageEstimate } from '../../src/store/storageEstimate';
import { madeId } from '../rewards/madeIndex';
import { freshName, importItems, madeImport, madeItem, madeItems, recordCounts, settled } from './storeHelpers';

/** Playwright's session of the browser's own tools, which `cdp` has no type for. */
const devtools = cdp() as unknown as { send(command: string, options: Record<string, unknown>): Promise<unknown> };

afterEach(() => vi.restoreAllMocks());

describe('data sets', () => {
  test('a data set is there when its import is finished, and not before', async () => {
    const store = await openStore(freshName());
    await store.appendItems('a', 0, madeItems(3));
    expect(await store.dataSets()).toEqual([]);
    const imported = madeImport('a', 3);
    await store.finishImport(imported);
    expect(await store.dataSets()).toEqual([imported.dataSet]);
    expect(await store.pairIndex('a')).toEqual(imported.index);
  });

  test('items come back by row and by range as they went in, whatever the batches', async () => {
    const store = await openStore(freshName());
    const items = madeItems(500);
    await importItems(store, 'a', items, 77);
    await importItems(store, 'b', madeItems(5), 2);
    for (const row of [0, 63, 64, 76, 77, 140, 499]) expect(await store.item('a', row)).toEqual(items[row]);
    for (const [from, to] of [
      [0, 500],
      [0, 1],
      [63, 65],
      [76, 78],
      [100, 377],
      [499, 500],
      [7, 7],
    ] as const) {
      expect(await store.items('a', from, to)).toEqual(items.slice(from, to));
    }
  });

  test('very long texts do not change that', async () => {
    const store = await openStore(freshName());
    const items = [
      madeItem(0),
      madeItem(1, 'x'.repeat(200_000)),
      madeItem(2),
      madeItem(3, 'y'.repeat(400_000)),
      madeItem(4),
    ];
    await importItems(store, 'a', items);
    for (const [row, item] of items.entries()) expect(await store.item('a', row)).toEqual(item);
    expect(await store.items('a', 1, 4)).toEqual(items.slice(1, 4));
  });

  test('hostile keys and broken Unicode come back unchanged', async () => {
    const store = await openStore(freshName());
    const meta = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as Item['meta'];
    await importItems(store, 'a', [{ ...madeItem(0, 'lone \ud800 surrogate \u0000 \u202e'), meta }]);
    const { responses, meta: read } = await store.item('a', 0);
    expect(responses[0]?.messages[0]?.content).toBe('lone \ud800 surrogate \u0000 \u202e, 0');
    expect(Object.keys(read)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('a row that is not there is an error that names it', async () => {
    const store = await openStore(freshName());
    await importItems(store, 'a', madeItems(3));
    await expect(store.item('a', 3)).rejects.toThrow(/Data set a has no item in row 3/);
    await expect(store.items('a', 1, 5)).rejects.toThrow(/no item in row 3/);
    await expect(store.item('b', 0)).rejects.toMatchObject({ name: 'StoreError', kind: 'failed' });
    await expect(store.pairIndex('b')).rejects.toThrow(/no data set b/);
  });

  test('items that do not follow the last row are refused and nothing of them stays', async () => {
    const name = freshName();
    const store = await openStore(name);
    await store.appendItems('a', 0, madeItems(3));
    await expect(store.appendItems('a', 4, madeItems(1))).rejects.toThrow(/must follow row 3, but row 4 came/);
    await expect(store.appendItems('a', 0, madeItems(1))).rejects.toThrow(/must follow row 3/);
    expect(await recordCounts(name)).toMatchObject({ items: 1, imports: 1 });
  });

  test('appending without waiting keeps the order', async () => {
    const store = await openStore(freshName());
    const items = madeItems(30);
    await Promise.all([0, 10, 20].map((row) => store.appendItems('a', row, items.slice(row, row + 10))));
    await store.finishImport(madeImport('a', 30));
    expect(await store.items('a', 0, 30)).toEqual(items);
  });

  test('columns that are views of larger buffers are stored without what lies behind them', async () => {
    const store = await openStore(freshName());
    await store.appendItems('a', 0, madeItems(2));
    const imported = madeImport('a', 2);
    const labels = new Uint8Array(1_000_000).subarray(5, 7).fill(1);
    await store.finishImport({ ...imported, index: { ...imported.index, labels } });
    const read = await store.pairIndex('a');
    expect(read).toEqual(imported.index);
    expect(read.labels.buffer.byteLength).toBe(2);
  });

  test('removing a data set leaves nothing of it, and the others whole', async () => {
    const name = freshName();
    const store = await openStore(name);
    await importItems(store, 'a', madeItems(300));
    await importItems(store, 'ab', madeItems(70));
    const reader = await openStore(name);
    await store.item('a', 5);
    await store.removeDataSet('a');
    expect(await recordCounts(name)).toMatchObject({ dataSets: 1, pairIndexes: 1, items: 2, imports: 0 });
    await expect(store.item('a', 5)).rejects.toThrow(/no item in row 5/);
    await expect(reader.item('a', 5)).rejects.toThrow(/no item in row 5/);
    expect(await store.item('ab', 69)).toEqual(madeItem(69));
  });
});

describe('interrupted imports', () => {
  test('what the import of a killed worker left is removed when a store is opened', async () => {
    const name = freshName();
    const worker = new Worker(new URL('./storeImportWorker.ts', import.meta.url), { type: 'module' });
    await new Promise((resolve) => {
      worker.onmessage = resolve;
      worker.postMessage({ name, dataSet: 'a' });
    });
    await openStore(name);
    expect(await recordCounts(name)).toMatchObject({ imports: 1, items: 1 });
    worker.terminate();
    await vi.waitFor(async () => {
      await openStore(name);
      expect(await recordCounts(name)).toMatchObject({ imports: 0, items: 0 });
    });
  });

  test('an import that another tab is running is left alone and can be finished', async () => {
    const name = freshName();
    const importing = await openStore(name);
    await importing.appendItems('a', 0, madeItems(5));
    const other = await openStore(name);
    await importing.appendItems('a', 5, madeItems(5));
    await importing.finishImport(madeImport('a', 10));
    expect(await other.items('a', 0, 10)).toHaveLength(10);
    await openStore(name);
    expect(await recordCounts(name)).toMatchObject({ dataSets: 1, imports: 0 });
  });

  test('a cancelled import is removed, and its late writes are refused', async () => {
    const name = freshName();
    const store = await openStore(name);
    await store.appendItems('a', 0, madeItems(5));
    await store.removeDataSet('a');
    await expect(store.appendItems('a', 5, madeItems(5))).rejects.toThrow(/was ended and removed elsewhere/);
    expect(await recordCounts(name)).toMatchObject({ imports: 0, items: 0 });
  });
});

test('an import that fills the storage says so, and what there was before stays', async () => {
  const { origin } = location;
  // Chromium remembers free space for half a minute; an empty storage makes it ask again.
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 });
  try {
    const store = await openStore(freshName());
    await importItems(store, 'a', madeItems(10));
    const large = Array.from({ length: 20 }, (_, row) => madeItem(row, 'x'.repeat(200_000)));
    await expect(importItems(store, 'b', large)).rejects.toMatchObject({
      kind: 'quota',
      message: expect.stringMatching(/full/),
    });
    await store.removeDataSet('b');
    expect((await store.dataSets()).map(({ id }) => id)).toEqual(['a']);
    expect(await store.items('a', 0, 10)).toEqual(madeItems(10));
  } finally {
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  }
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

  test('stay when a data set is removed: another may hold the same responses', async () => {
    const store = await openStore(freshName());
    await importItems(store, 'a', madeItems(1));
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
