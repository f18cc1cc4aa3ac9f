import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLedger } from '../../server/ledger/books/verifyLedger';
import { openLedgerStore } from '../../server/ledger/openLedgerStore';
import { PostgresServer } from '../support/PostgresServer';
import { buildServer, removeBuiltServer } from './builtServer';
import { runKills } from './runKills';
import { ServerProcess } from './ServerProcess';

/** A slice of `npm run torture`. */
const kills = 4;

let program: string;
let dataFolder: string;

beforeAll(async () => {
  program = await buildServer();
  dataFolder = await mkdtemp(join(tmpdir(), 'assay-torture-'));
}, 60_000);

afterAll(async () => {
  await rm(dataFolder, { recursive: true, force: true });
  removeBuiltServer();
});

async function verified(databaseUrl?: string) {
  const ledger = await openLedgerStore(dataFolder, databaseUrl);
  const report = await verifyLedger(ledger, 'main');
  await ledger.close();
  return report;
}

const whole = { kills, lost: 0, altered: 0, stuck: 0 };

test(
  'a server on SQLite that is killed under load loses nothing that it acknowledged',
  { timeout: 120_000 },
  async () => {
    const server = new ServerProcess({ program, dataFolder });
    const counts = await runKills(server, { kills, seed: 1, clients: 3 });
    expect(counts).toMatchObject(whole);
    expect(counts.acknowledged).toBeGreaterThan(100);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(await verified()).toMatchObject({ events: counts.acknowledged, faults: [] });
  },
);

test(
  'a server on PostgreSQL that is killed with its database loses nothing either',
  { timeout: 120_000 },
  async (context) => {
    const postgres = await PostgresServer.start();
    if (postgres === null) return context.skip('PostgreSQL is not installed');
    const databaseUrl = postgres.url();
    const server = new ServerProcess({ program, dataFolder, databaseUrl });
    const alsoKill = async (number: number) => {
      if (number % 3 !== 0) return;
      await postgres.kill();
      await postgres.run();
    };
    const counts = await runKills(server, { kills, seed: 2, clients: 3, alsoKill });
    expect(counts).toMatchObject(whole);
    await server.end('SIGTERM');
    expect(await verified(databaseUrl)).toMatchObject({ events: counts.acknowledged, faults: [] });
    await postgres.stop();
  },
);
