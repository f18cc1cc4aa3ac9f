import { beforeEach, expect, test, vi } from 'vitest';
import { MemoryFolder } from '../../src/engine/files/MemoryFolder';
import { Connection } from '../../src/store/Connection';
import { FolderLedgerCopy } from '../../src/store/copy/FolderLedgerCopy';
import type { Ledger } from '../../src/store/Ledger';
import { ledgerEvents } from '../../src/store/ledgerEvents';
import { openLedger } from '../../src/store/openLedger';
import { openStore } from '../../src/store/openStore';
import { StoredOutbox } from '../../src/store/outbox/StoredOutbox';
import { Revealed } from '../../src/studio/Revealed.svelte';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { blindDraft, prefer, sealed } from '../verdicts/madeEvents';
import { freshName, settled } from './storeHelpers';

let name = '';

beforeEach(() => {
  name = freshName();
});

function appended(ledger: Ledger, count: number): Promise<LedgerEvent[]> {
  return ledger.append(Array.from({ length: count }, (_, n) => blindDraft(n, prefer(1))));
}

/** The second copy of the test's ledger in a folder that outlives the database. */
function copyIn(folder: MemoryFolder): FolderLedgerCopy {
  return new FolderLedgerCopy(() => Promise.resolve(folder), ledgerEvents(new Connection(name)));
}

test('a lost ledger comes back whole from the second copy, that of earlier visits and of others too', async () => {
  const folder = new MemoryFolder();
  const early = await appended(await openLedger(name), 2);
  const copied = await openLedger(name, copyIn(folder));
  const late = await appended(copied, 3);
  const others = [sealed(blindDraft(9, prefer(2)), 1)];
  await copied.merge(others);
  await vi.waitFor(async () => expect(await copyIn(folder).events()).toHaveLength(6));
  await settled(indexedDB.deleteDatabase(name));
  const ledger = await openLedger(name, copyIn(folder));
  expect(ledger.regained).toBe(6);
  expect(await ledger.lostEvents()).toBe(0);
  expect(new Set(await ledger.events())).toEqual(new Set([...early, ...late, ...others]));
  expect((await openLedger(name, copyIn(folder))).regained).toBe(0);
});

test('what comes from the server enters the copy at once', async () => {
  const folder = new MemoryFolder();
  const copy = copyIn(folder);
  const ledger = await openLedger(name, copy);
  const own = await appended(ledger, 1);
  const outbox = new StoredOutbox(new Connection(name));
  await outbox.renew('g1', 'main');
  const others = [sealed(blindDraft(1, prefer(2)), 1, 7), sealed(blindDraft(2, prefer(2)), 2, 7)];
  const page = { generation: 'g1', events: others, annotators: {}, after: null, next: 'c1', refused: [] };
  expect((await outbox.take(page)).added).toBe(2);
  const channel = new BroadcastChannel(`${name}-ledger`);
  channel.postMessage(null);
  await expect.poll(async () => (await copy.events()).length).toBe(3);
  expect(new Set(await copy.events())).toEqual(new Set([...own, ...others]));
  channel.close();
});

test('a lost ledger comes back though the sentinel is gone too', async () => {
  const folder = new MemoryFolder();
  const events = await appended(await openLedger(name, copyIn(folder)), 2);
  await settled(indexedDB.deleteDatabase(name));
  localStorage.removeItem(`${name}-ledger`);
  const ledger = await openLedger(name, copyIn(folder));
  expect(await ledger.events()).toEqual(events);
});

test('a full disk keeps nobody out: the loss is said, and the next start brings the verdicts back', async () => {
  const folder = new MemoryFolder();
  const events = await appended(await openLedger(name, copyIn(folder)), 3);
  await settled(indexedDB.deleteDatabase(name));
  const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const ledger = await openLedger(name, copyIn(folder));
  expect([ledger.regained, await ledger.lostEvents()]).toEqual([0, 3]);
  full.mockRestore();
  const next = await openLedger(name, copyIn(folder));
  expect([next.regained, await next.lostEvents()]).toEqual([3, 0]);
  expect(await next.events()).toEqual(events);
});

test('a copy that cannot be written fails no verdict, and is said', async () => {
  const copy = new FolderLedgerCopy(
    () => Promise.reject(new Error('no files here')),
    () => Promise.resolve([]),
  );
  const ledger = await openLedger(name, copy);
  expect(await appended(ledger, 1)).toHaveLength(1);
  expect(ledger.copyProblem).toBe('no files here');
});

test('which pairs were seen comes back too, so that no verdict on them becomes gold', async () => {
  const copy = copyIn(new MemoryFolder());
  const seen = ['a', 'b'].map((digit) => digit.repeat(64));
  const store = await openStore(name);
  await new Revealed(store, `seen-${name}`, null, copy).add(seen);
  store.close();
  await settled(indexedDB.deleteDatabase(name));
  const after = new Revealed(await openStore(name), `seen-${name}`, null, copy);
  await after.restore();
  expect(after.size).toBe(0);
  await after.regain();
  expect(seen.every((pair) => after.has(pair))).toBe(true);
});
