import { beforeEach, expect, test } from 'vitest';
import { Connection } from '../../src/store/Connection';
import { migrations } from '../../src/store/migrations';
import { openLedger } from '../../src/store/openLedger';
import { openStore } from '../../src/store/openStore';
import { StoredOutbox } from '../../src/store/outbox/StoredOutbox';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { blindDraft, prefer, sealed } from '../verdicts/madeEvents';
import { freshName, settled } from './storeHelpers';

const at = '2026-11-23T10:42:00.000Z';
let name = '';
let outbox: StoredOutbox;

beforeEach(() => {
  name = freshName();
  outbox = new StoredOutbox(new Connection(name));
});

async function append(count: number): Promise<LedgerEvent[]> {
  const ledger = await openLedger(name);
  return ledger.append(Array.from({ length: count }, (_, n) => blindDraft(n, prefer(1))));
}

const ids = (events: LedgerEvent[]) => events.map(({ id }) => id);

function arrival(events: LedgerEvent[], annotators: Record<string, string> = {}) {
  return { generation: 'g1', events, annotators, after: null, next: 'c1', refused: [] };
}

test('an event waits from the moment at which it is stored until it is acknowledged, and its body stays', async () => {
  const events = await append(3);
  await outbox.renew('g1', 'main');
  const client = events[0]?.client;
  const batch = { client, relayed: false, person: null, events: events.slice(0, 2) };
  expect(await outbox.batch(2, 1e6)).toEqual(batch);
  await outbox.settle({ generation: 'g1', acked: ids(events).slice(0, 2), rejected: [] }, at);
  expect(await outbox.counts()).toMatchObject({ waiting: 1, rejected: 0, acknowledgedAt: at });
  expect(await outbox.unacknowledged()).toEqual(events.slice(2));
  expect(await outbox.events()).toEqual(events);
  expect((await outbox.acknowledged())[0]?.events).toEqual(events.slice(0, 2));
});

test('a batch holds no more bytes than asked for, but never nothing', async () => {
  const events = await append(3);
  const size = JSON.stringify(events[0]).length;
  expect((await outbox.batch(500, 2 * size + 10))?.events).toHaveLength(2);
  expect((await outbox.batch(500, 1))?.events).toEqual(events.slice(0, 1));
});

test('an acknowledgement of another generation than the known one counts for nothing', async () => {
  const events = await append(2);
  await outbox.renew('g1', 'main');
  await outbox.settle({ generation: 'g0', acked: ids(events), rejected: [] }, at);
  expect(await outbox.counts()).toMatchObject({ waiting: 2, acknowledgedAt: null });
});

test('with a new generation everything waits again, also what was rejected and what came from others', async () => {
  const events = await append(2);
  await outbox.renew('g1', 'main');
  const rejected = [{ id: events[1]?.id ?? '', code: 'schema', message: 'no' }];
  await outbox.settle({ generation: 'g1', acked: [events[0]?.id ?? ''], rejected }, at);
  expect(await outbox.rejected()).toEqual([{ state: 'rejected', at, ...rejected[0] }]);
  await outbox.take(arrival([sealed(blindDraft(7, prefer(2)), 1, 5)]));
  expect(await outbox.counts()).toMatchObject({ waiting: 0, rejected: 1 });
  await outbox.renew('g2', 'main');
  expect(await outbox.counts()).toMatchObject({ waiting: 3, rejected: 0 });
  expect(await outbox.record()).toMatchObject({ generation: 'g2', cursor: null });
});

test('whose number is another event on the server goes on as another client, and what was rejected stays', async () => {
  const [first, second] = await append(2);
  await outbox.renew('g1', 'main');
  const rejected = [{ id: second?.id ?? '', code: 'seq_conflict', message: 'taken' }];
  await outbox.settle({ generation: 'g1', acked: [first?.id ?? ''], rejected }, at);
  const [third] = await append(1);
  expect(third?.client).not.toBe(first?.client);
  expect(third?.seq).toBe(1);
  expect(await outbox.events()).toEqual([first, second, third]);
});

test('what was judged before anybody signed in is of who signs in first, and stays theirs when another person does', async () => {
  await outbox.renew('g1', 'main');
  const [first] = await append(1);
  await (await openLedger(name)).actAs('ada');
  const [second] = await append(1);
  expect([second?.client, second?.seq]).toEqual([first?.client, 2]);
  await (await openLedger(name)).actAs('bo');
  const [third] = await append(1);
  expect(third?.client).not.toBe(first?.client);
  expect(third?.seq).toBe(1);
  expect(await outbox.batch(9, 1e6)).toMatchObject({ relayed: false, person: 'ada', events: [first, second] });
  await outbox.settle({ generation: 'g1', acked: ids([first, second].filter((event) => !!event)), rejected: [] }, at);
  expect(await outbox.batch(9, 1e6)).toMatchObject({ relayed: false, person: 'bo', events: [third] });
  await (await openLedger(name)).actAs('bo');
  expect((await append(1))[0]).toMatchObject({ client: third?.client, seq: 2 });
});

test("whose client is another person's on the server goes on as another, of the same person", async () => {
  await outbox.renew('g1', 'main');
  await (await openLedger(name)).actAs('ada');
  const [first] = await append(1);
  const rejected = [{ id: first?.id ?? '', code: 'forbidden', message: 'of another person' }];
  await outbox.settle({ generation: 'g1', acked: [], rejected }, at);
  const [second] = await append(1);
  expect([second?.client === first?.client, second?.seq]).toEqual([false, 1]);
  expect(await outbox.batch(9, 1e6)).toMatchObject({ person: 'ada', events: [second] });
});

test('events of a client that was never met get a name before they can count as mine; own ones get none', async () => {
  const own = await append(1);
  await outbox.renew('g1', 'main');
  const stranger = sealed(blindDraft(1, prefer(2)), 1, 0xabcdef);
  const colleague = sealed(blindDraft(1, prefer(3)), 1, 0x123456);
  const page = arrival([...own, stranger, colleague], { [stranger.client]: 'local', [colleague.client]: 'Mia' });
  const taken = await outbox.take(page);
  const people = { [stranger.client]: 'Browser abcdef', [colleague.client]: 'Mia' };
  expect(taken).toEqual({ added: 2, people });
  expect(await (await openStore(name)).setting('people')).toEqual(people);
  // The server has it on its disk, whoever's answer was lost.
  expect(await outbox.counts()).toMatchObject({ waiting: 0 });
  expect(await outbox.take(page)).toEqual({ added: 0, people: null });
});

test('a page that was asked for before the cursor was set back does not move it', async () => {
  await append(1);
  await outbox.renew('g1', 'main');
  const [one, two] = [1, 2].map((seq) => sealed(blindDraft(seq, prefer(2)), seq, 5)) as [LedgerEvent, LedgerEvent];
  await outbox.take({ ...arrival([two]), after: 'c1', next: 'c2' });
  expect(await outbox.record()).toMatchObject({ cursor: null });
  await outbox.take(arrival([one]));
  expect(await outbox.record()).toMatchObject({ cursor: 'c1' });
});

test("an event of the server's that contradicts one that is here is not taken, and said", async () => {
  const [own] = await append(1);
  await outbox.renew('g1', 'main');
  const other = { ...sealed(blindDraft(9, prefer(-2)), 1, 3), client: own?.client ?? '' };
  expect(await outbox.take(arrival([other]))).toMatchObject({ added: 0 });
  expect(await outbox.events()).toEqual([own]);
  expect(await outbox.counts()).toMatchObject({ refused: 1, refusedReason: expect.stringContaining('Number 1') });
});

test('what a ledger of an older Assay holds is all still to be sent', async () => {
  const opening = indexedDB.open(name, 3);
  opening.onupgradeneeded = () => {
    for (const migrate of [migrations[0], migrations[2]]) migrate?.(opening.result as never, undefined as never);
  };
  const database = await settled(opening);
  const events = [1, 2, 3].map((seq) => sealed(blindDraft(seq, prefer(1)), seq));
  const transaction = database.transaction('events', 'readwrite');
  const complete = new Promise((resolve) => transaction.addEventListener('complete', resolve));
  for (const event of events) transaction.objectStore('events').add(event);
  await complete;
  database.close();
  expect(await outbox.counts()).toMatchObject({ waiting: 3, hasServer: false });
  expect((await outbox.batch(500, 1e6))?.events).toEqual(events);
});
