import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BatchOutcome, LedgerStore } from '../../../server/ledger/LedgerStore';
import { UnknownStoreError } from '../../../server/ledger/UnknownStoreError';
import { canonicalJson } from '../../../src/pairs/canonicalJson';
import { emptyXor, fingerprintOf, xorHex } from '../../../src/sync/wire/fingerprint';
import { madeUuid } from '../../verdicts/madeEvents';
import { ledgerEvent, ledgerRun } from './ledgerEvents';
import { postgresPlaces, sqlitePlaces, type LedgerPlace, type PlaceMaker } from './ledgerStores';

// Each test has a database of its own; a busy machine takes its time to make one.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const receivedAt = '2026-11-23T10:00:00.000Z';
const wide = 1e9;

function batch(events: readonly unknown[], client = 1, annotator = 'local', store = 'main') {
  return { store, client: madeUuid(client), annotator, receivedAt, events };
}

describe.each([
  ['SQLite', sqlitePlaces],
  ['PostgreSQL', postgresPlaces],
])('the ledger in %s', (_name, places) => {
  let maker: PlaceMaker | null = null;
  let place: LedgerPlace;
  let ledger: LedgerStore;

  beforeAll(async () => {
    maker = await places();
  }, 60_000);
  afterAll(() => maker?.end());
  beforeEach(async (context) => {
    if (maker === null) return context.skip('PostgreSQL is not installed');
    place = await maker.make();
    ledger = await place.open();
  });
  afterEach(async () => {
    await ledger.close();
    await place.remove();
  });

  async function append(...batches: ReturnType<typeof batch>[]): Promise<BatchOutcome[]> {
    return ledger.append(batches);
  }

  async function bodies(after = 0): Promise<string[]> {
    return (await ledger.page('main', after, 1000, wide)).events.map(({ body }) => body);
  }

  test('what is acknowledged stands there in its order, byte for byte, also after the ledger is opened again', async () => {
    const events = ledgerRun(1, 5);
    const [outcome] = await append(batch(events));
    expect(outcome).toMatchObject({ acked: events.map(({ id }) => id), rejected: [], head: 5 });
    await ledger.close();
    ledger = await place.open();
    expect(await bodies()).toEqual(events.map(canonicalJson));
    expect(await ledger.head('main')).toBe(5);
  });

  test('sent again, in other batches or twice in one, an event is acknowledged again and stands there once', async () => {
    const [one, two, three] = ledgerRun(1, 3);
    await append(batch([one, two]));
    const outcomes = await append(batch([two, three, three]), batch([one, three]));
    expect(outcomes.map(({ acked }) => acked.length)).toEqual([3, 2]);
    expect(await bodies()).toEqual([one, two, three].map(canonicalJson));
  });

  test('an id with other content is a conflict: the first one stays, the other is parked whole', async () => {
    const event = ledgerEvent(1);
    const other = { ...ledgerEvent(2), id: event.id };
    const { eventHash } = await import('../../../src/verdicts/eventHash');
    const sealed = { ...other, hash: eventHash(other) };
    await append(batch([event]));
    const [outcome] = await append(batch([sealed]));
    expect(outcome).toMatchObject({ acked: [], rejected: [{ index: 0, id: event.id, code: 'id_conflict' }] });
    expect(await bodies()).toEqual([canonicalJson(event)]);
    expect(await ledger.parked('main', event.client)).toMatchObject([
      { code: 'id_conflict', body: canonicalJson(sealed) },
    ]);
  });

  test("another event in a client's place is a conflict, in the same batch too", async () => {
    const [outcome] = await append(batch([ledgerEvent(1), ledgerEvent(1, 1, 7)]));
    expect(outcome?.rejected).toMatchObject([{ index: 1, code: 'seq_conflict' }]);
    const [again] = await append(batch([ledgerEvent(1, 1, 8)]));
    expect(again?.rejected).toMatchObject([{ index: 0, code: 'seq_conflict' }]);
  });

  test('what breaks a rule or was altered is parked with its reason and holds up nothing', async () => {
    const altered = { ...ledgerEvent(2), at: '2026-11-23T11:00:00.000Z' };
    const foreign = ledgerEvent(1, 2);
    const values = [null, 'text\u0000', { id: 'x' }, altered, foreign, ledgerEvent(3)];
    const [outcome] = await append(batch(values));
    expect(outcome?.acked).toEqual([ledgerEvent(3).id]);
    expect(outcome?.rejected.map(({ index, code }) => [index, code])).toEqual(
      [0, 1, 2, 3, 4].map((at) => [at, 'schema']),
    );
    expect(outcome?.rejected[3]?.message).toContain('was altered');
    expect((await ledger.parked('main', null)).map(({ seq }) => seq).filter(Boolean)).toEqual([2]);
    expect(await ledger.digest('main', madeUuid(1))).toMatchObject({ count: 1, parked: 1, maxSeq: 3, gaps: [[1, 1]] });
  });

  test('a parked event that is sent again unaltered is accepted, and is parked no more', async () => {
    const event = ledgerEvent(1, 1);
    await append(batch([ledgerEvent(2)], 1, 'ann'));
    await append(batch([event], 1, 'ben'));
    expect(await ledger.parked('main', event.client)).toMatchObject([{ code: 'forbidden', seq: null }]);
    const [outcome] = await append(batch([event], 1, 'ann'));
    expect(outcome?.acked).toEqual([event.id]);
    expect(await ledger.parked('main', event.client)).toEqual([]);
  });

  test("nobody writes under another person's client id", async () => {
    await append(batch([ledgerEvent(1)], 1, 'ann'));
    const [outcome] = await append(batch([ledgerEvent(1), ledgerEvent(2)], 1, 'ben'));
    expect(outcome).toMatchObject({ acked: [], rejected: [{ code: 'forbidden' }, { code: 'forbidden' }] });
    expect(await ledger.digest('main', madeUuid(1))).toMatchObject({ count: 1, parked: 0, maxSeq: 1 });
  });

  test('the digest is that of the events: count, gaps, XOR', async () => {
    const events = [...ledgerRun(2, 4), ...ledgerRun(9, 10)];
    await append(batch(events.toReversed()), batch(ledgerRun(1, 2, 2), 2));
    const xor = events.map(fingerprintOf).reduce(xorHex, emptyXor);
    const gaps = [
      [1, 1],
      [5, 8],
    ];
    expect(await ledger.digest('main', madeUuid(1))).toEqual({
      ...{ client: madeUuid(1), count: 5, parked: 0, maxSeq: 10, gaps, xor },
    });
    expect(await ledger.digest('main', madeUuid(77))).toMatchObject({ count: 0, maxSeq: 0, xor: emptyXor });
  });

  test('a page ends at its limit or at its size, and the next one goes on there', async () => {
    await append(batch(ledgerRun(1, 5)));
    const first = await ledger.page('main', 0, 2, wide);
    expect([first.events.length, first.more]).toEqual([2, true]);
    const small = await ledger.page('main', 2, 1000, 10);
    expect([small.events.map(({ position }) => position), small.more]).toEqual([[3], true]);
    const last = await ledger.page('main', 3, 1000, wide);
    expect([last.events.length, last.more]).toEqual([2, false]);
  });

  test('a store that is not there is refused, and nothing of the call has happened', async () => {
    await expect(append(batch([ledgerEvent(1)]), batch([ledgerEvent(2)], 1, 'local', 'other'))).rejects.toThrow(
      UnknownStoreError,
    );
    expect(await bodies()).toEqual([]);
  });

  test('appends at once from two openings of one database leave positions in order and chains whole', async () => {
    const second = await place.openBeside();
    const writers = [1, 2, 3, 4].map(async (client) => {
      const own = client % 2 ? ledger : (second ?? ledger);
      for (let seq = 1; seq <= 20; seq++) await own.append([batch([ledgerEvent(seq, client)], client)]);
    });
    const seen = new Set<number>();
    let after = 0;
    const read = async () => {
      const { events } = await ledger.page('main', after, 1000, wide);
      for (const { position } of events) {
        expect(position).toBeGreaterThan(after);
        after = position;
        seen.add(position);
      }
    };
    let isDone = false;
    const reading = (async () => {
      while (!isDone) {
        await read();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    await Promise.all(writers);
    isDone = true;
    await reading;
    await read();
    await second?.close();
    expect(seen.size).toBe(80);
    expect((await ledger.clients('main')).map(({ count }) => count)).toEqual([20, 20, 20, 20]);
  });

  test('the generation stays over openings, and is another after it was renewed', async () => {
    const before = await ledger.generation();
    await ledger.close();
    ledger = await place.open();
    expect(await ledger.generation()).toBe(before);
    const renewed = await ledger.renewGeneration();
    expect(renewed).not.toBe(before);
    await ledger.close();
    ledger = await place.open();
    expect(await ledger.generation()).toBe(renewed);
  });

  test('a database that a newer Assay has written is refused in words', async () => {
    await place.tamper("insert into kysely_migration (name, timestamp) values ('0999-later', '2030-01-01')");
    await expect(place.open()).rejects.toThrow('was written by a newer Assay');
  });
});
