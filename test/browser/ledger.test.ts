import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { readEvents } from '../../src/pairs/backup/readEvents';
import { canonicalJson } from '../../src/pairs/canonicalJson';
import type { Ledger } from '../../src/store/Ledger';
import { openLedger } from '../../src/store/openLedger';
import { openStore } from '../../src/store/openStore';
import { LabelFold } from '../../src/verdicts/LabelFold';
import { verifyEvent } from '../../src/verdicts/verifyEvent';
import type { EventDraft, LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { blindDraft, madeData, madeId, prefer, retractionDraft, sealed } from '../verdicts/madeEvents';
import { freshName, recordCounts, settled } from './storeHelpers';

/** Playwright's session of the browser's own tools, which `cdp` has no type for. */
const devtools = cdp() as unknown as { send(command: string, options: Record<string, unknown>): Promise<unknown> };

let name = '';

beforeEach(() => {
  name = freshName();
});

afterEach(() => vi.restoreAllMocks());

function drafts(count: number): EventDraft[] {
  return Array.from({ length: count }, (_, n) => blindDraft(n, prefer(1)));
}

async function appended(ledger: Ledger, count: number): Promise<LedgerEvent[]> {
  return ledger.append(drafts(count));
}

const seqs = (events: LedgerEvent[]): number[] => events.map(({ seq }) => seq);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

function deleteDatabase(): Promise<unknown> {
  return settled(indexedDB.deleteDatabase(name));
}

describe('appending', () => {
  test('gives each draft a UUIDv7, the next number and a hash that verifies, in the order of the drafts', async () => {
    const ledger = await openLedger(name);
    const events = await appended(ledger, 3);
    expect(seqs(events)).toEqual([1, 2, 3]);
    expect(events.map(({ pair }) => pair)).toEqual(drafts(3).map(({ pair }) => pair));
    for (const event of events) {
      expect(event.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(verifyEvent(event)).toEqual({ ok: true, event });
    }
    expect(await ledger.events()).toEqual(events);
  });

  test('is one strictly durable transaction over events and sequence, and resolves after it is complete', async () => {
    const ledger = await openLedger(name);
    const original = IDBDatabase.prototype.transaction;
    const seen: string[] = [];
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...call) {
      const transaction = original.apply(this, call);
      seen.push(`${transaction.mode} ${transaction.durability} ${[...transaction.objectStoreNames].join('+')}`);
      transaction.addEventListener('complete', () => seen.push('complete'));
      return transaction;
    });
    await appended(ledger, 2);
    seen.push('resolved');
    expect(seen).toEqual(['readwrite strict events+meta+outbox', 'complete', 'resolved']);
  });

  test('all drafts of a call are stored or none, and the numbers of failed ones are given to the next', async () => {
    const ledger = await openLedger(name);
    const broken = { ...blindDraft(1, prefer(1)), pair: 'no id' };
    await expect(ledger.append([...drafts(2), broken])).rejects.toMatchObject({ name: 'StoreError', kind: 'failed' });
    expect(await ledger.events()).toEqual([]);
    expect(seqs(await appended(ledger, 2))).toEqual([1, 2]);
  });

  test('of nothing stores nothing', async () => {
    const ledger = await openLedger(name);
    expect(await ledger.append([])).toEqual([]);
  });

  test('a ledger opened again, in this or another tab, goes on with the next number of the same client', async () => {
    const [first] = await appended(await openLedger(name), 1);
    const [second] = await appended(await openLedger(name), 1);
    expect(second).toMatchObject({ storeId: first?.storeId, client: first?.client, seq: 2 });
  });

  test('works where localStorage is refused', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const ledger = await openLedger(name);
    expect(await appended(ledger, 1)).toHaveLength(1);
    expect(await ledger.lostEvents()).toBe(0);
  });
});

describe('two tabs', () => {
  test('that append at once get numbers without gap or repetition', async () => {
    const tabs = await Promise.all([openLedger(name), openLedger(name), openLedger(name)]);
    const written = await Promise.all(upTo(60).map((n) => appended(tabs[n % 3] as Ledger, 1 + (n % 4))));
    const events = await (tabs[0] as Ledger).events();
    expect(events).toHaveLength(written.flat().length);
    expect(seqs(events)).toEqual(upTo(events.length));
    expect(new Set(events.map(({ client }) => client)).size).toBe(1);
  });

  test('in frames of their own, that append at once, neither lose nor repeat an event, and each learns of the other', async () => {
    const here = await openLedger(name);
    const learned: LedgerEvent[] = [];
    here.onForeignEvents((events) => learned.push(...events));
    const frame = document.createElement('iframe');
    frame.srcdoc = `<script type="module">
      import { openLedger } from '${new URL('../../src/store/openLedger.ts', import.meta.url).pathname}';
      const ledger = await openLedger('${name}');
      addEventListener('message', async ({ data }) => {
        for (const draft of data) await ledger.append([draft]);
        parent.postMessage('stored', '*');
      });
      parent.postMessage('open', '*');
    </script>`;
    const said = (word: string) =>
      new Promise<void>((resolve) =>
        addEventListener('message', function heard({ data, source }) {
          if (source !== frame.contentWindow || data !== word) return;
          removeEventListener('message', heard);
          resolve();
        }),
      );
    const open = said('open');
    document.body.append(frame);
    await open;
    const stored = said('stored');
    frame.contentWindow?.postMessage(drafts(25), '*');
    for (const draft of drafts(25)) await here.append([draft]);
    await stored;
    const events = await here.events();
    expect(seqs(events)).toEqual(upTo(50));
    await vi.waitFor(() => expect(learned).toHaveLength(25));
    frame.remove();
  });

  test('a tab is told what another stored, once, and not what it stored itself', async () => {
    const [one, other] = [await openLedger(name), await openLedger(name)];
    const [byOne, byOther]: [LedgerEvent[], LedgerEvent[]] = [[], []];
    one.onForeignEvents((events) => byOne.push(...events));
    const end = other.onForeignEvents((events) => byOther.push(...events));
    const first = await appended(one, 2);
    await vi.waitFor(() => expect(byOther).toEqual(first));
    end();
    const second = await appended(other, 1);
    await appended(one, 1);
    await vi.waitFor(() => expect(byOne).toEqual(second));
    expect(byOther).toEqual(first);
  });

  test('events stored before a tab was opened are not foreign', async () => {
    const one = await openLedger(name);
    await appended(one, 3);
    const other = await openLedger(name);
    const learned: LedgerEvent[] = [];
    other.onForeignEvents((events) => learned.push(...events));
    const last = await appended(one, 1);
    await vi.waitFor(() => expect(learned).toEqual(last));
  });
});

describe('failures of the browser', () => {
  test('with the quota exceeded an append says so, nothing is half stored, and all goes on when there is room', async () => {
    // Chromium remembers free space for half a minute; an empty storage makes it ask again.
    await devtools.send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes: 'indexeddb' });
    // Other tests of this origin may have left files.
    const { usage = 0 } = await navigator.storage.estimate();
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: location.origin, quotaSize: usage + 2_000_000 });
    try {
      const ledger = await openLedger(name);
      const before = await appended(ledger, 2);
      const data = madeData(prefer(1), { rationale: 'x'.repeat(4_000_000) });
      const failure = ledger.append([...drafts(1), { type: 'verdict', pair: madeId(1), supersedes: [], data }]);
      await expect(failure).rejects.toMatchObject({ name: 'StoreError', kind: 'quota' });
      await expect(failure).rejects.toThrow(
        /could not save the verdict: the browser's storage is full. Nothing stored before/,
      );
      expect(await ledger.events()).toEqual(before);
      expect(seqs(await appended(ledger, 1))).toEqual([3]);
      expect(await ledger.lostEvents()).toBe(0);
    } finally {
      await devtools.send('Storage.overrideQuotaForOrigin', { origin: location.origin });
    }
  });

  test('a transaction that the browser aborts rejects, and the next append takes its number', async () => {
    const ledger = await openLedger(name);
    const original = IDBDatabase.prototype.transaction;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (this: IDBDatabase, ...call) {
      const transaction = original.apply(this, call);
      const put = transaction.objectStore('meta').put.bind(transaction.objectStore('meta'));
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce((...written) => {
        const request = put(...written);
        request.addEventListener('success', () => transaction.abort());
        return request;
      });
      return transaction;
    });
    await expect(appended(ledger, 1)).rejects.toMatchObject({ name: 'StoreError', kind: 'failed' });
    expect(await recordCounts(name)).toMatchObject({ events: 0 });
    expect(seqs(await appended(ledger, 1))).toEqual([1]);
  });

  test('a ledger goes on after the browser has closed its connection', async () => {
    const ledger = await openLedger(name);
    await appended(ledger, 1);
    const original = IDBDatabase.prototype.transaction;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (this: IDBDatabase, ...call) {
      this.close();
      return original.apply(this, call);
    });
    expect(seqs(await appended(ledger, 1))).toEqual([2]);
  });
});

describe('a lost ledger', () => {
  test('nothing is lost in a new profile, nor after appending', async () => {
    const ledger = await openLedger(name);
    expect(await ledger.lostEvents()).toBe(0);
    await appended(ledger, 4);
    expect(await ledger.lostEvents()).toBe(0);
    expect(await (await openLedger(name)).lostEvents()).toBe(0);
  });

  test('is noticed by the sentinel, stays noticed, and a backup brings it back', async () => {
    const before = await openLedger(name);
    const events = await appended(before, 5);
    const backup = await backupText(before);
    await deleteDatabase();
    const ledger = await openLedger(name);
    expect(await ledger.lostEvents()).toBe(5);
    const [next] = await appended(ledger, 1);
    expect(next?.client).not.toBe(events[0]?.client);
    expect(await (await openLedger(name)).lostEvents()).toBe(5);
    expect(await restoreBackup(ledger, backup)).toMatchObject({ added: events, known: 0, conflicts: [], rejected: [] });
    expect(await ledger.lostEvents()).toBe(0);
    expect(await ledger.events()).toEqual([next, ...events]);
  });

  test('is noticed while a tab has it open, which then goes on as a new client', async () => {
    const ledger = await openLedger(name);
    const [before] = await appended(ledger, 3);
    await devtools.send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes: 'indexeddb' });
    await vi.waitFor(async () => expect(await ledger.lostEvents()).toBe(3));
    const [after] = await appended(ledger, 1);
    expect(after?.seq).toBe(1);
    expect(after?.client).not.toBe(before?.client);
    expect(await ledger.lostEvents()).toBe(3);
  });

  test('that was rolled back to an older state takes a new client, whose numbers nobody has used', async () => {
    const [event] = await appended(await openLedger(name), 2);
    const key = `${name}-ledger`;
    const remembered = JSON.parse(localStorage.getItem(key) ?? '') as Record<string, unknown>;
    localStorage.setItem(key, JSON.stringify({ ...remembered, lastSeq: 7 }));
    const ledger = await openLedger(name);
    expect(await ledger.lostEvents()).toBe(5);
    const [next] = await appended(ledger, 1);
    expect(next).toMatchObject({ seq: 1, storeId: event?.storeId });
    expect(next?.client).not.toBe(event?.client);
    expect(await ledger.lostEvents()).toBe(5);
  });

  test.each(['', 'null', '{}', '{"storeId":1,"client":"a","lastSeq":-1,"lost":0}', '[1'])(
    'a sentinel that holds %j is none',
    async (text) => {
      localStorage.setItem(`${name}-ledger`, text);
      expect(await (await openLedger(name)).lostEvents()).toBe(0);
    },
  );
});

/** A backup of version 0: an event a line. */
async function backupText(ledger: Ledger): Promise<string> {
  return (await ledger.events()).map((event) => `${canonicalJson(event)}\n`).join('');
}

async function readBackup(text: string) {
  const events: LedgerEvent[] = [];
  const rejected: { line: number; reason: string }[] = [];
  for await (const read of readEvents(new Blob([text]), 'backup.jsonl')) {
    if (read.ok) events.push(read.event);
    else rejected.push({ line: read.line, reason: read.reason });
  }
  return { events, rejected };
}

async function restoreBackup(ledger: Ledger, text: string) {
  const { events, rejected } = await readBackup(text);
  return { ...(await ledger.merge(events)), rejected };
}

describe('a backup', () => {
  test('is one event a line and reads back equal', async () => {
    const ledger = await openLedger(name);
    const given = await appended(ledger, 2);
    const events = [...given, ...(await ledger.append([retractionDraft(0, [given[0]?.id ?? ''])]))];
    const text = await backupText(ledger);
    expect(text.trimEnd().split('\n')).toHaveLength(3);
    expect(await readBackup(text)).toEqual({ events, rejected: [] });
    expect(await readBackup(`\uFEFF${text.replaceAll('\n', '\r\n')}\n\n`)).toEqual({ events, rejected: [] });
  });

  test('restored twice, or where it came from, adds nothing twice', async () => {
    const source = await openLedger(freshName());
    await appended(source, 4);
    const text = await backupText(source);
    const ledger = await openLedger(name);
    expect((await restoreBackup(ledger, text)).added).toHaveLength(4);
    expect(await restoreBackup(ledger, text + text)).toMatchObject({ added: [], known: 8, conflicts: [] });
    expect(await restoreBackup(source, text)).toMatchObject({ added: [], known: 4 });
    expect(await ledger.events()).toEqual(await source.events());
  });

  test('with altered or broken lines: they are named and the others taken', async () => {
    const source = await openLedger(freshName());
    await appended(source, 3);
    const [first = '', second = '', third = ''] = (await backupText(source)).split('\n');
    const altered = second.replace('"strength":1', '"strength":-1');
    const report = await restoreBackup(await openLedger(name), `${first}\n${altered}\n{"id":\n${third}`);
    expect(report.added).toHaveLength(2);
    expect(report.rejected).toMatchObject([
      { line: 2, reason: expect.stringMatching(/was altered/) },
      { line: 3, reason: expect.stringMatching(/not valid JSON/) },
    ]);
  });

  test('an event with a known id and other content, or in a taken place, is reported and replaces nothing', async () => {
    const ledger = await openLedger(name);
    const one = sealed(blindDraft(1, prefer(1)), 1);
    await ledger.merge([one]);
    const forged = { ...sealed(blindDraft(1, prefer(-3)), 1) };
    const { hash, id, ...rest } = sealed(blindDraft(2, prefer(2)), 1);
    const samePlace = { ...rest, hash, id: id.replace(/.$/, 'f') } as LedgerEvent;
    expect((await ledger.merge([forged, samePlace])).conflicts).toMatchObject([
      { id: one.id, reason: expect.stringMatching(/stored with other content/) },
      { id: samePlace.id, reason: expect.stringMatching(/Number 1 of client .* is another event's/) },
    ]);
    expect(await ledger.events()).toEqual([one]);
  });

  test("brings back this client's own lost numbers, and the next event follows them", async () => {
    const ledger = await openLedger(name);
    const events = await appended(ledger, 3);
    const text = await backupText(ledger);
    const { storeId, client } = events[0] as LedgerEvent;
    await deleteDatabase();
    localStorage.removeItem(`${name}-ledger`);
    const again = await openLedger(name);
    const database = await settled(indexedDB.open(name));
    const meta = database.transaction('meta', 'readwrite').objectStore('meta');
    await settled(meta.put({ storeId, client, seq: 0 }, 'identity'));
    localStorage.removeItem(`${name}-ledger`);
    database.close();
    await restoreBackup(again, text);
    expect(seqs(await appended(again, 1))).toEqual([4]);
  });

  test('tells other tabs what it brought', async () => {
    const [ledger, other] = [await openLedger(name), await openLedger(name)];
    const fold = new LabelFold();
    other.onForeignEvents((events) => fold.add(events));
    const event = sealed(blindDraft(1, prefer(2)), 1);
    await ledger.merge([event]);
    await vi.waitFor(() => expect(fold.label(event.pair)).toMatchObject({ gold: true }));
  });
});

test('events and data sets live in one database: removing data sets leaves every verdict', async () => {
  const [store, ledger] = [await openStore(name), await openLedger(name)];
  const events = await appended(ledger, 2);
  await store.removeDataSet('any');
  expect(await ledger.events()).toEqual(events);
});
