import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readAnswer } from '../../../src/sync/wire/readAnswer';
import { Sender } from '../../conformance/Sender';
import { PostgresServer } from '../../support/PostgresServer';
import { serveLedger } from '../../support/servedLedger';

// Each test has a database of its own; a busy machine takes its time to make one.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).toReversed()) await undo();
});

/** A disk of a few megabytes; null where this user may not mount one. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'assay-disk-'));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    return null;
  }
  cleanUp.push(() => execFileSync('umount', ['--lazy', folder]));
  return folder;
}

/** Sends batches until one is refused; gives that refusal and the ids acknowledged before. */
async function sendUntilRefused(sender: Sender): Promise<{ refusal: Response; acked: string[] }> {
  const acked: string[] = [];
  for (let round = 0; round < 200; round++) {
    const { client, generation } = sender;
    const answer = await sender.put({ client, generation, events: sender.make(100) });
    if (answer.status !== 200) return { refusal: answer, acked };
    acked.push(...readAnswer.batch(await answer.json()).acked);
  }
  throw new Error('The disk never became full.');
}

test('on a full disk nothing is acknowledged, nothing acknowledged is lost, and it goes on when there is room', async (context) => {
  const disk = smallDisk();
  if (disk === null) return context.skip('this user may not mount a small disk');
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(1_000_000));
  const server = await serveLedger(undefined, join(disk, 'data'));
  cleanUp.push(() => server.close());
  const sender = await Sender.of(server.address);
  const { refusal, acked } = await sendUntilRefused(sender);
  expect([refusal.status, refusal.headers.get('Retry-After')]).toEqual([503, '30']);
  const { code, detail } = readAnswer.problem(503, await refusal.json());
  expect(code).toBe('storage_full');
  expect(detail).toContain('the disk is full');
  expect((await sender.follow()).events.map(({ id }) => id)).toEqual(acked);
  rmSync(ballast);
  const later = sender.another();
  const events = later.make(10);
  expect((await later.send(events)).acked).toHaveLength(10);
  expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
  expect((await sender.follow()).events).toHaveLength(acked.length + 10);
});

test('with a SQLite file on a read-only disk the server starts, says so, gives what is there and takes nothing', async (context) => {
  const disk = smallDisk();
  if (disk === null) return context.skip('this user may not mount a small disk');
  const elsewhere = mkdtempSync(join(tmpdir(), 'assay-disk-'));
  cleanUp.push(() => rmSync(elsewhere, { recursive: true, force: true }));
  const writable = await serveLedger(undefined, elsewhere);
  const before = await Sender.of(writable.address);
  await before.send(before.make(3));
  await writable.close();
  cpSync(elsewhere, join(disk, 'data'), { recursive: true });
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  const server = await serveLedger(undefined, join(disk, 'data'));
  cleanUp.push(() => server.close());
  const sender = await Sender.of(server.address);
  const { client, generation } = sender;
  const refusal = await sender.put({ client, generation, events: sender.make(1) });
  expect(readAnswer.problem(refusal.status, await refusal.json())).toMatchObject({
    ...{ status: 503, code: 'storage_read_only' },
  });
  expect((await sender.follow()).events).toHaveLength(3);
  expect((await fetch(`${server.address}/readyz`)).status).toBe(503);
});

test('a PostgreSQL database that becomes read-only takes nothing, can be read, and goes on later', async (context) => {
  const postgres = await PostgresServer.start();
  if (postgres === null) return context.skip('PostgreSQL is not installed');
  cleanUp.push(() => postgres.stop());
  const server = await serveLedger(await postgres.create('ledger'));
  cleanUp.push(() => server.close());
  const sender = await Sender.of(server.address);
  const events = sender.make(5);
  await sender.send(events);
  const setReadOnly = async (value: string) => {
    await postgres.query(`alter database ledger set default_transaction_read_only = ${value}`);
    // The setting holds for new connections; these end as they would at a failover.
    await postgres.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'ledger'");
  };
  await setReadOnly('on');
  const { client, generation } = sender;
  const refusal = await sender.put({ client, generation, events: sender.make(1) });
  expect(readAnswer.problem(refusal.status, await refusal.json())).toMatchObject({
    ...{ status: 503, code: 'storage_read_only' },
  });
  expect((await sender.follow()).events).toHaveLength(5);
  await setReadOnly('off');
  expect((await sender.send(events)).acked).toHaveLength(5);
}, 60_000);
