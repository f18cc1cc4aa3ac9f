import fc from 'fast-check';
import { v4, v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/pairs/canonicalJson';
import { emptyXor, fingerprintOf, xorHex } from '../../src/sync/wire/fingerprint';
import { readAnswer } from '../../src/sync/wire/readAnswer';
import { wireLimits } from '../../src/sync/wire/wireLimits';
import { wirePaths } from '../../src/sync/wire/wirePaths';
import { eventHash } from '../../src/verdicts/eventHash';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { PostgresServer } from '../support/PostgresServer';
import { serveLedger } from '../support/servedLedger';
import { Sender } from './Sender';

/**
 * What `docs/protocol.md` promises, asked of a server over HTTP: of the one at ASSAY_CONFORMANCE_URL (`npm run conformance`), else of
 * our own over SQLite and over PostgreSQL. It leaves its events there.
 */
interface Target {
  address: string;
  close(): Promise<void>;
}

const given = process.env['ASSAY_CONFORMANCE_URL'];

async function ownPostgres(): Promise<Target | null> {
  const postgres = await PostgresServer.start();
  if (postgres === null) return null;
  const server = await serveLedger(postgres.url());
  const close = async () => {
    await server.close();
    await postgres.stop();
  };
  return { address: server.address, close };
}

const targets: [string, () => Promise<Target | null>][] = given
  ? [[given, async () => ({ address: given.replace(/\/$/, ''), close: async () => undefined })]]
  : [
      ['our server over SQLite', () => serveLedger()],
      ['our server over PostgreSQL', ownPostgres],
    ];

function ids(events: readonly LedgerEvent[]): string[] {
  return events.map(({ id }) => id);
}

function resealed(event: LedgerEvent): LedgerEvent {
  return { ...event, hash: eventHash(event) };
}

async function problemOf(answer: Response) {
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  return readAnswer.problem(answer.status, await answer.json());
}

describe.each(targets)('%s', (_name, start) => {
  let target: Target | null = null;
  let sender: Sender;

  beforeAll(async () => {
    target = await start();
  }, 60_000);
  afterAll(() => target?.close());

  async function fresh(): Promise<Sender> {
    sender = await Sender.of((target as Target).address);
    return sender;
  }

  function claim(name: string, run: () => Promise<void>, timeout = 20_000): void {
    test(name, { timeout }, async (context) => {
      if (target === null) return context.skip('PostgreSQL is not installed');
      await fresh();
      await run();
    });
  }

  claim('lists its stores and its generation', async () => {
    const list = readAnswer.storeList(await (await sender.get(wirePaths.stores())).json());
    expect(list.stores.length).toBeGreaterThan(0);
    expect(list.generation).toBe(sender.generation);
  });

  claim('acknowledges events, and gives them back as they were sent', async () => {
    const { next } = await sender.follow();
    const events = sender.make(3);
    expect(await sender.send(events)).toMatchObject({
      acked: ids(events),
      rejected: [],
      generation: sender.generation,
    });
    const found = await sender.follow(next);
    expect(found.events.map(canonicalJson)).toEqual(events.map(canonicalJson));
  });

  claim('takes an event once, however often and in whatever batches it comes', async () => {
    const events = sender.make(4);
    const batch = v7();
    for (const sent of [events.slice(0, 2), events, events.toReversed(), [...events, ...events]])
      expect((await sender.send(sent, { batch })).acked.length).toBe(sent.length);
    const all = (await sender.follow()).events.filter(({ client }) => client === sender.client);
    expect(ids(all)).toEqual(ids(events));
  });

  claim('keeps the first of two events of one id, and parks the other', async () => {
    const [event] = sender.make(1) as [LedgerEvent];
    const other = resealed({ ...sender.makeAt(2), id: event.id });
    await sender.send([event]);
    expect((await sender.send([other])).rejected).toMatchObject([{ index: 0, id: event.id, code: 'id_conflict' }]);
    const parked = await (await sender.get(wirePaths.rejected(sender.store, sender.client))).json();
    expect(parked).toMatchObject({ rejected: [{ id: event.id, code: 'id_conflict', event: other }] });
    expect(await sender.digest()).toMatchObject({ count: 1, xor: fingerprintOf(event) });
  });

  claim('keeps the first of two events of one number, and parks the other', async () => {
    const [event, later] = sender.make(2) as [LedgerEvent, LedgerEvent];
    await sender.send([event]);
    const answer = await sender.send([sender.makeAt(1), later]);
    expect(answer.rejected).toMatchObject([{ index: 0, code: 'seq_conflict' }]);
    expect(answer.acked).toEqual([later.id]);
  });

  claim('computes every hash itself: an altered event is rejected and holds up no other', async () => {
    const [altered, event] = sender.make(2) as [LedgerEvent, LedgerEvent];
    const answer = await sender.send([{ ...altered, pair: 'f'.repeat(64) }, event, null, 7, 'text', [], {}]);
    expect(answer.acked).toEqual([event.id]);
    expect(answer.rejected.map(({ index, code }) => `${index} ${code}`)).toEqual(
      [0, 2, 3, 4, 5, 6].map((index) => `${index} schema`),
    );
    expect(answer.rejected[0]).toMatchObject({ id: altered.id });
    expect(await sender.digest()).toMatchObject({ count: 1, parked: 1, maxSeq: 2, gaps: [] });
  });

  claim('accepts what it parked, once it comes unaltered, and lists it as rejected no more', async () => {
    const [event] = sender.make(1) as [LedgerEvent];
    await sender.send([{ ...event, at: '2020-01-01T00:00:00.000Z' }]);
    expect((await sender.send([event])).acked).toEqual([event.id]);
    expect(await sender.digest()).toMatchObject({ count: 1, parked: 0 });
  });

  claim("rejects another client's event in a batch", async () => {
    const [event] = sender.another().make(1) as [LedgerEvent];
    expect((await sender.send([event])).rejected).toMatchObject([{ id: event.id, code: 'schema' }]);
  });

  claim('tells gaps in a digest, and none when they are filled', async () => {
    const events = sender.make(9);
    const [first, ...rest] = events as [LedgerEvent, ...LedgerEvent[]];
    await sender.send([...rest.slice(0, 2), ...rest.slice(5)]);
    const gaps = [
      [1, 1],
      [4, 6],
    ];
    expect(await sender.digest()).toMatchObject({ count: 5, maxSeq: 9, gaps });
    await sender.send([first, ...rest.slice(2, 5)]);
    const xor = events.map(fingerprintOf).reduce(xorHex, emptyXor);
    expect(await sender.digest()).toMatchObject({ count: 9, maxSeq: 9, gaps: [], xor });
    expect(await sender.another().digest()).toMatchObject({ count: 0, maxSeq: 0, gaps: [], xor: emptyXor });
  });

  claim('pages: every event once, in one order, whatever the page size', async () => {
    const { next } = await sender.follow();
    await sender.send(sender.make(25));
    const whole = await sender.follow(next);
    const small = await sender.follow(next, 7);
    expect(ids(small.events)).toEqual(ids(whole.events));
    expect(await sender.page(small.next)).toMatchObject({ events: [], more: false });
  });

  claim('holds a reader until there is an event, and no longer than asked', async () => {
    const { next } = await sender.follow();
    const started = performance.now();
    expect((await sender.page(next, { waitS: 1 })).events).toEqual([]);
    expect(performance.now() - started).toBeGreaterThan(900);
    const waiting = sender.page(next, { waitS: 20 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const events = sender.make(1);
    await sender.send(events);
    expect(ids((await waiting).events as LedgerEvent[])).toEqual(ids(events));
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  claim('refuses a batch of another generation, and says its own', async () => {
    const [event] = sender.make(1);
    const answer = await sender.put({ client: sender.client, generation: 'another', events: [event] });
    expect(await problemOf(answer)).toMatchObject({
      ...{ status: 409, code: 'generation_changed', generation: sender.generation },
    });
    expect(await sender.digest()).toMatchObject({ count: 0 });
  });

  claim('refuses a cursor that it did not give', async () => {
    const answer = await sender.get(wirePaths.events(sender.store, { after: 'nonsense' }));
    expect((await problemOf(answer)).status).toBe(422);
  });

  claim('refuses what is too large, and takes nothing of it', async () => {
    const events = sender.make(2);
    const body = { client: sender.client, generation: sender.generation, events };
    const padded = `${JSON.stringify(body)}${' '.repeat(wireLimits.batchBytes)}`;
    expect(await problemOf(await sender.put(padded))).toMatchObject({ status: 413, code: 'too_large' });
    expect(await sender.digest()).toMatchObject({ count: 0 });
  });

  claim('refuses a malformed batch as such', async () => {
    const { client, generation } = sender;
    const events = sender.make(1);
    const many = Array.from({ length: wireLimits.batchEvents + 1 }, () => null);
    const bodies = [
      ...['', '{', 'null', '[]', '"text"', '['.repeat(100_000)],
      ...[{}, { client, generation }, { client: 'x', generation, events }, { client, generation: 1, events }],
      ...[
        { client, generation, events: [] },
        { client, generation, events: 'no' },
        { client, generation, events: many },
      ],
    ];
    for (const body of bodies) {
      const answer = await sender.put(body);
      expect([await problemOf(answer), body]).toMatchObject([{ status: 422, code: 'batch_malformed' }, body]);
    }
    const plain = await sender.put({ client, generation, events }, { headers: { 'Content-Type': 'text/plain' } });
    expect(plain.status).toBe(422);
    expect((await sender.put({ client, generation, events }, { batch: 'no-uuid' })).status).toBe(422);
    expect(await sender.digest()).toMatchObject({ count: 0 });
  });

  claim('has no other stores than it lists, and no other methods than it names', async () => {
    const body = { client: sender.client, generation: sender.generation, events: sender.make(1) };
    const store = `none-${v4()}`;
    expect(await problemOf(await sender.put(body, { store }))).toMatchObject({ status: 404, code: 'no_such_store' });
    expect((await sender.get(wirePaths.events(store))).status).toBe(404);
    expect((await sender.get(wirePaths.digest(store, sender.client))).status).toBe(404);
    const answer = await fetch(sender.base + wirePaths.events(sender.store), { method: 'DELETE' });
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, expect.stringContaining('GET')]);
  });

  claim('takes nothing that a page of another site sends', async () => {
    const body = { client: sender.client, generation: sender.generation, events: sender.make(1) };
    const foreign: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const headers of foreign) expect((await sender.put(body, { headers })).status).toBe(403);
    expect(await sender.digest()).toMatchObject({ count: 0 });
  });

  claim('describes its routes as OpenAPI', async () => {
    const document = (await (await sender.get('/v1/openapi.json')).json()) as { openapi: string; paths: object };
    expect(document.openapi).toMatch(/^3\./);
    expect(Object.keys(document.paths).length).toBeGreaterThanOrEqual(5);
  });

  claim('lets a reader meet every event of writers at once, each once, each client in its order', async () => {
    const { next } = await sender.follow();
    const writers = [0, 1, 2, 3].map(() => sender.another());
    let isDone = false;
    const writing = Promise.all(
      writers.map(async (writer) => {
        for (let round = 0; round < 10; round++) {
          const events = writer.make(5);
          await Promise.all([writer.send(events), writer.send(events)]);
        }
      }),
    ).finally(() => (isDone = true));
    const met: LedgerEvent[] = [];
    let after = next;
    for (let last = false; !last;) {
      last = isDone;
      const found = await sender.follow(after, 13);
      met.push(...found.events);
      after = found.next;
    }
    await writing;
    for (const { client } of writers) {
      const seqs = met.filter((event) => event.client === client).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    }
  });

  claim('ends any history of batches with the set of what was sent', async () => {
    const history = fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 });
    const property = fc.asyncProperty(history, async (batches) => {
      const writer = sender.another();
      const events = writer.make(12);
      for (const batch of batches) await writer.send(batch.map((at) => events[at]));
      const sent = [...new Set(batches.flat())].map((at) => events[at] as LedgerEvent);
      const xor = sent.map(fingerprintOf).reduce(xorHex, emptyXor);
      expect(await writer.digest()).toMatchObject({ count: sent.length, xor });
    });
    await fc.assert(property, { numRuns: given ? 20 : 15, seed: 7 });
  });

  claim('answers any event at all with an acknowledgement or a reason, never with a failure', async () => {
    const [event] = sender.make(1) as [LedgerEvent];
    const field = fc.constantFrom(...Object.keys(event));
    const bent = fc.tuple(field, fc.jsonValue()).map(([name, value]) => ({ ...event, [name]: value }));
    const property = fc.asyncProperty(
      fc.array(fc.oneof(fc.jsonValue(), bent), { minLength: 1, maxLength: 20 }),
      async (events) => {
        const { acked, rejected } = await sender.send(events);
        expect(acked.length + rejected.length).toBe(events.length);
      },
    );
    await fc.assert(property, { numRuns: 25, seed: 11 });
  });
});
