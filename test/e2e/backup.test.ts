import { execFile, execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Sender } from '../conformance/Sender';
import { PostgresServer } from '../support/PostgresServer';
import { seededNumbers } from '../support/seededNumbers';
import { LoadClient } from '../torture/LoadClient';

/** The ways of docs/deploy.md, with the programs that they name. */
const run = promisify(execFile);
const program = fileURLToPath(new URL('../../dist/server/assay.js', import.meta.url));

const patience = { timeout: 30_000, interval: 20 };

/** Where one server keeps its ledger. */
interface Place {
  data: string;
  url?: string;
}

const environment = ({ url }: Place) => ({ ...process.env, DATABASE_URL: url ?? '' });

async function assay(place: Place, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [program, ...args, '--data', place.data], { env: environment(place) });
  return stdout;
}

async function serving<Result>(place: Place, work: (address: string) => Promise<Result>): Promise<Result> {
  const args = [program, 'serve', '--port', '0', '--data', place.data];
  const server = spawn(process.execPath, args, { env: environment(place) });
  try {
    return await work(await addressOf(server));
  } finally {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address) resolve(address);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', () => reject(new Error(`The server ended: ${said}`)));
  });
}

/** What a backup must hold: everything that was acknowledged before it began. */
interface Backed {
  client: LoadClient;
  before: Set<string>;
  generation: string;
}

/** A server under load, of which a backup is made meanwhile. */
function backedUp(place: Place, backup: () => Promise<unknown>): Promise<Backed> {
  return serving(place, async (address) => {
    const client = new LoadClient(await Sender.of(address), seededNumbers(7));
    const running = client.run();
    await vi.waitFor(() => expect(client.acked.size).toBeGreaterThan(300), patience);
    const before = new Set(client.acked);
    await backup();
    // The load goes on behind the backup, so that it lacks something.
    const held = client.acked.size;
    await vi.waitFor(() => expect(client.acked.size).toBeGreaterThan(held + 100), patience);
    client.end();
    await running;
    expect([client.rejected, client.failures]).toEqual([[], 0]);
    return { client, before, generation: client.sender.generation };
  });
}

/** That what was put back is whole and another generation, and that clients fill it up with all that they have. */
async function expectRefilled(place: Place, { client, before, generation }: Backed): Promise<void> {
  await serving(place, async (address) => {
    const reader = await Sender.of(address);
    expect(reader.generation).not.toBe(generation);
    const stood = new Set((await reader.follow()).events.map(({ id }) => id));
    expect([...before].filter((id) => !stood.has(id))).toEqual([]);
    expect(stood.size).toBeLessThan(client.acked.size);
    const old = await fetch(`${address}/v1/stores/main/batches/${[...before][0] ?? ''}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ client: client.sender.client, generation, events: [[...client.made.values()][0]] }),
    });
    expect(old.status).toBe(409);
    const made = [...client.made.values()];
    for (let at = 0; at < made.length; at += 200) {
      const body = { client: client.sender.client, generation: reader.generation, events: made.slice(at, at + 200) };
      expect((await reader.put(body)).status).toBe(200);
    }
    expect((await reader.follow()).events).toHaveLength(made.length);
  });
  expect(JSON.parse(await assay(place, 'ledger', 'verify', '--json'))).toMatchObject({ faults: [], parked: 0 });
}

let folder: string;
let places = 0;

async function freshPlace(): Promise<Place> {
  const data = join(folder, `data${++places}`);
  await mkdir(data);
  return { data };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('SQLite', () => {
  let place: Place;
  let backed: Backed;
  const file = () => join(folder, 'ledger.jsonl');
  const copy = () => join(folder, 'copy.sqlite');
  const hasSqlite = Boolean(process.env['CI']) || spawnSync('sqlite3', ['--version']).error === undefined;

  beforeAll(async () => {
    place = await freshPlace();
    const database = join(place.data, 'ledger', 'ledger.sqlite');
    backed = await backedUp(place, async () => {
      await assay(place, 'ledger', 'export', '--out', file());
      if (hasSqlite) await run('sqlite3', [database, `.backup '${copy()}'`]);
    });
  });

  test('an export of the ledger, made under load, put into an empty server', async () => {
    const other = await freshPlace();
    await assay(other, 'ledger', 'restore', file());
    await expectRefilled(other, backed);
  });

  test('a point in time: the restore up to then is the export up to then', async () => {
    const events = (await readFile(file(), 'utf8')).split('\n').filter((line) => line.startsWith('{"event"'));
    const middle = (JSON.parse(events[Math.floor(events.length / 2)] ?? '') as { receivedAt: string }).receivedAt;
    const other = await freshPlace();
    await assay(other, 'ledger', 'restore', file(), '--until', middle);
    const part = await assay(other, 'ledger', 'export');
    expect(part).toBe(await assay(place, 'ledger', 'export', '--until', middle));
    expect(part.split('\n').length).toBeLessThan(events.length);
  });

  test.skipIf(!hasSqlite)(
    'the whole database, copied by sqlite3 under load; an export of it renews the generation',
    async () => {
      const other = await freshPlace();
      await mkdir(join(other.data, 'ledger'));
      await copyFile(copy(), join(other.data, 'ledger', 'ledger.sqlite'));
      await renew(other);
      await expectRefilled(other, backed);
    },
  );
});

/** As docs/deploy.md has it for every backup that is no export. */
async function renew(place: Place): Promise<string> {
  const file = join(folder, `renew${++places}.jsonl`);
  await assay(place, 'ledger', 'export', '--out', file);
  await assay(place, 'ledger', 'restore', file);
  return file;
}

describe('PostgreSQL', () => {
  let postgres: PostgresServer | null = null;
  beforeAll(async () => {
    postgres = await PostgresServer.start();
  }, 60_000);
  afterAll(() => postgres?.stop());

  test('pg_dump under load, pg_restore into another database; an export of it renews the generation', async (context) => {
    if (postgres === null) return context.skip('PostgreSQL is not installed');
    const { data } = await freshPlace();
    const place = { data, url: await postgres.create('busy') };
    const dump = join(folder, 'assay.dump');
    const backed = await backedUp(place, () => run('pg_dump', ['--format=custom', `--file=${dump}`, place.url]));
    const other = { ...(await freshPlace()), url: await postgres.create('restored') };
    execFileSync('pg_restore', ['--exit-on-error', '--no-owner', `--dbname=${other.url}`, dump]);
    const file = await renew(other);
    await expectRefilled(other, backed);
    // Out of one kind of database into the other: the same bytes come out again.
    const third = await freshPlace();
    await assay(third, 'ledger', 'restore', file);
    expect(await assay(third, 'ledger', 'export')).toBe(await readFile(file, 'utf8'));
  });
});
