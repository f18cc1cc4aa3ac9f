import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LedgerStore } from '../../../server/ledger/LedgerStore';
import { canonicalJson } from '../../../src/pairs/canonicalJson';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { blindDraft, madeId, madeUuid, prefer, retractionDraft } from '../../verdicts/madeEvents';
import { ledgerEvent } from './ledgerEvents';
import { postgresPlaces, sqlitePlaces, type LedgerPlace, type PlaceMaker } from './ledgerStores';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const people = ['ann', 'ben', 'cleo'];

const said = fc.array(fc.record({ person: fc.nat(2), pair: fc.nat(3), isVerdict: fc.boolean() }), { maxLength: 25 });

/** What the feed is, without any database: docs/protocol.md. */
function feedOf(log: readonly { by: number; event: LedgerEvent }[], reader: number): string[] {
  const judged = new Set<string>();
  return log.flatMap(({ by, event }, at) => {
    if (by !== reader) return judged.has(event.pair) ? [canonicalJson(event)] : [];
    if (event.type !== 'verdict' || judged.has(event.pair)) return [canonicalJson(event)];
    judged.add(event.pair);
    const before = log.slice(0, at).filter((other) => other.by !== reader && other.event.pair === event.pair);
    return [event, ...before.map((other) => other.event)].map(canonicalJson);
  });
}

describe.each([
  ['SQLite', sqlitePlaces],
  ['PostgreSQL', postgresPlaces],
])('reading blind in %s', (_name, places) => {
  let maker: PlaceMaker | null = null;
  beforeAll(async () => {
    maker = await places();
  });
  afterAll(() => maker?.end());

  async function withLedger(work: (ledger: LedgerStore, place: LedgerPlace) => Promise<void>): Promise<void> {
    const place = await (maker as PlaceMaker).make();
    const ledger = await place.open();
    await work(ledger, place).finally(() => ledger.close());
    await place.remove();
  }

  test('a person reads others on a pair after an own verdict on it, each event once, in any pages', async (context) => {
    if (maker === null) return context.skip('PostgreSQL is not installed');
    await fc.assert(
      fc.asyncProperty(said, fc.integer({ min: 1, max: 4 }), fc.nat(2), (given, limit, reader) =>
        withLedger(async (ledger) => {
          const seqs = [0, 0, 0];
          const log: { by: number; event: LedgerEvent }[] = [];
          const fed: string[] = [];
          let after = 0;
          const read = async (): Promise<void> => {
            const page = await ledger.blindPage('main', after, limit, 1e9, people[reader] ?? '');
            expect(page.upTo).toBeGreaterThanOrEqual(after);
            fed.push(...page.events.map(({ body }) => body));
            after = page.upTo;
            if (page.more) await read();
          };
          for (const { person, pair, isVerdict } of given) {
            const draft = isVerdict ? blindDraft(pair, prefer(1)) : retractionDraft(pair, []);
            const event = ledgerEvent((seqs[person] = (seqs[person] ?? 0) + 1), person + 1, 0, draft);
            log.push({ by: person, event });
            const client = madeUuid(person + 1);
            const receivedAt = event.at;
            await ledger.append([
              { store: 'main', client, annotator: people[person] ?? '', receivedAt, events: [event] },
            ]);
            // Read in the midst, so that the feed is seen to grow and never to change.
            if (event.seq % 3 === 0) await read();
          }
          await read();
          expect(fed).toEqual(feedOf(log, reader));
          const whole = await ledger.page('main', 0, 1000, 1e9);
          expect(whole.events).toHaveLength(log.length);
        }),
      ),
      { numRuns: 12 },
    );
  });

  test('who passes on events of another needs the right to, and an owner who sent first; the events stay the owner’s', async (context) => {
    if (maker === null) return context.skip('PostgreSQL is not installed');
    await withLedger(async (ledger) => {
      const receivedAt = '2026-11-23T10:00:00.000Z';
      const [one, two, three] = [ledgerEvent(1), ledgerEvent(2), ledgerEvent(3)];
      const send = async (annotator: string, event: LedgerEvent, relay?: 'granted' | 'refused') => {
        const more = relay === undefined ? {} : { relay };
        const batch = { store: 'main', client: madeUuid(1), annotator, ...more, receivedAt, events: [event] };
        const [outcome] = await ledger.append([batch]);
        return outcome?.rejected[0]?.code ?? 'taken';
      };
      expect(await send('cleo', one, 'granted')).toBe('forbidden');
      expect(await send('ann', one)).toBe('taken');
      expect(await send('cleo', two)).toBe('forbidden');
      expect(await send('ben', two, 'refused')).toBe('forbidden');
      expect(await send('cleo', three, 'granted')).toBe('taken');
      const { events } = await ledger.page('main', 0, 10, 1e9);
      expect(events.map(({ annotator }) => annotator)).toEqual(['ann', 'ann']);
    });
  });

  test('events that were there before pairs had a column are found by their pair', async (context) => {
    if (maker === null) return context.skip('PostgreSQL is not installed');
    await withLedger(async (ledger, place) => {
      const events = [ledgerEvent(1), ledgerEvent(2)];
      const receivedAt = '2026-11-23T10:00:00.000Z';
      await ledger.append([{ store: 'main', client: madeUuid(1), annotator: 'ann', receivedAt, events }]);
      await place.tamper('drop index events_of_pair');
      await place.tamper('alter table events drop column pair');
      // Later migrations were not there either.
      await place.tamper('alter table tasks drop column pair_overlaps');
      await place.tamper("delete from kysely_migration where name >= '0005'");
      const again = await place.open();
      await again.append([
        { store: 'main', client: madeUuid(2), annotator: 'ben', receivedAt, events: [ledgerEvent(1, 2)] },
      ]);
      const { events: found } = await again.blindPage('main', 0, 10, 1e9, 'ben');
      expect(found.map(({ body }) => (JSON.parse(body) as LedgerEvent).pair)).toEqual([madeId(1), madeId(1)]);
      await again.close();
    });
  });
});
