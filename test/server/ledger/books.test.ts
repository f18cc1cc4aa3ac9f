import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { exportLedger } from '../../../server/ledger/books/exportLedger';
import { restoreLedger } from '../../../server/ledger/books/restoreLedger';
import { verifyLedger } from '../../../server/ledger/books/verifyLedger';
import type { LedgerStore } from '../../../server/ledger/LedgerStore';
import { blindDraft, madeUuid, prefer } from '../../verdicts/madeEvents';
import { ledgerEvent, ledgerRun } from './ledgerEvents';
import { postgresPlaces, sqlitePlaces, type LedgerPlace, type PlaceMaker } from './ledgerStores';

// Each test has a database of its own; a busy machine takes its time to make one.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const folder = await mkdtemp(join(tmpdir(), 'assay-books-'));
let files = 0;

async function exported(ledger: LedgerStore, until: string | null = null): Promise<string> {
  const path = join(folder, `${++files}.jsonl`);
  for await (const line of exportLedger(ledger, 'main', until)) await appendFile(path, line);
  return path;
}

describe.each([
  ['SQLite', sqlitePlaces],
  ['PostgreSQL', postgresPlaces],
])('the books of a ledger in %s', (_name, places) => {
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
    await fill(ledger);
    return async () => {
      await ledger.close();
      await place.remove();
    };
  });

  async function fill(into: LedgerStore): Promise<void> {
    const batch = (client: number, minute: number, events: unknown[]) => ({
      ...{ store: 'main', client: madeUuid(client), annotator: 'local', events },
      receivedAt: new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString(),
    });
    const draft = blindDraft(3, prefer(1), [], { rationale: 'line\u2028separator\n"quoted" \ud800' });
    const odd = ledgerEvent(4, 1, 0, draft);
    await into.append([batch(1, 0, ledgerRun(1, 3)), batch(2, 1, ledgerRun(1, 2, 2)), batch(1, 2, [odd, { id: 'x' }])]);
    // A client of which nothing but a rejected event is known.
    await into.append([batch(3, 3, [null])]);
  }

  async function freshLedger(): Promise<LedgerStore> {
    return (await (maker as PlaceMaker).make()).open();
  }

  test('a ledger that nobody touched verifies', async () => {
    expect(await verifyLedger(ledger, 'main')).toEqual({ events: 6, clients: 3, parked: 2, faults: [] });
  });

  test.each([
    [
      'an altered event',
      "update events set body = replace(body, 'disagreement', 'agreement') where position = 2",
      /was altered/,
    ],
    ['an event taken out', 'delete from events where position = 2', /chain breaks here/],
    ['the last event taken out', 'delete from events where position = 6', /events were taken out or added/],
    [
      'another time',
      "update events set received_at = '2026-11-23T09:00:00.000Z' where position = 5",
      /chain breaks here/,
    ],
    ['another sender', "update clients set annotator = 'other' where no = 1", /chain breaks here/],
    ['a client taken out', 'delete from clients where no = 2', /the event names client/],
  ])('%s is found', async (_what, statement, fault) => {
    await ledger.close();
    await place.tamper(statement);
    ledger = await place.open();
    expect((await verifyLedger(ledger, 'main')).faults.join('\n')).toMatch(fault);
  });

  test('an export restored into an empty ledger is the same ledger, under another generation', async () => {
    const path = await exported(ledger);
    const other = await freshLedger();
    const before = await other.generation();
    const report = await restoreLedger(other, path, null);
    expect(report).toMatchObject({ events: 6, parked: 2, refused: [] });
    expect(report.generation).not.toBe(before);
    expect(await readFile(await exported(other), 'utf8')).toBe(await readFile(path, 'utf8'));
    expect((await verifyLedger(other, 'main')).faults).toEqual([]);
    await other.close();
  });

  test('restored twice, or over what is there, it is restored once', async () => {
    const path = await exported(ledger);
    expect(await restoreLedger(ledger, path, null)).toMatchObject({ events: 6, refused: [] });
    expect(await readFile(await exported(ledger), 'utf8')).toBe(await readFile(path, 'utf8'));
  });

  test('up to a point in time', async () => {
    const path = await exported(ledger);
    const other = await freshLedger();
    await restoreLedger(other, path, '2026-11-23T10:01:30.000Z');
    expect(await other.digest('main', madeUuid(1))).toMatchObject({ count: 3 });
    expect(await readFile(await exported(other), 'utf8')).toBe(
      await readFile(await exported(ledger, '2026-11-23T10:01:30.000Z'), 'utf8'),
    );
    await other.close();
  });

  test('an export that was cut off or altered is refused, and the ledger is untouched', async () => {
    const text = await readFile(await exported(ledger), 'utf8');
    const lines = text.trimEnd().split('\n');
    const bad = [
      ...[lines.slice(0, -1).join('\n'), lines.toSpliced(2, 1).join('\n'), text.replace('local', 'other')],
      ...['', 'hello\n', `${text}${lines[1] ?? ''}\n`, '{"export":"assay-ledger","version":2}\n'],
    ];
    const other = await freshLedger();
    const generation = await other.generation();
    for (const content of bad) {
      const path = join(folder, `bad${++files}.jsonl`);
      await writeFile(path, content);
      await expect(restoreLedger(other, path, null)).rejects.toThrow(path);
    }
    expect([await other.head('main'), await other.generation()]).toEqual([0, generation]);
    await other.close();
  });
});
