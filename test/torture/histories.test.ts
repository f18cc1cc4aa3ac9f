import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PostgresServer } from '../support/PostgresServer';
import { postgresTorture } from './histories/postgresTorture';
import { runHistories } from './histories/runHistories';
import { sqliteTorture } from './histories/sqliteTorture';

/** A slice of `npm run torture`. */
const slice = { seed: 7 };
const whole = { lost: 0, altered: 0, stuck: 0, broken: null };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-histories-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('whatever network, tabs, browsers and server do, everything given arrives once and unaltered: SQLite', async () => {
  const database = await sqliteTorture(folder, slice.seed);
  const counts = await runHistories(database, { ...slice, histories: 60, folder });
  expect(counts).toMatchObject(whole);
  expect(counts.faults).toBeGreaterThan(300);
  expect(counts.crashes).toBeGreaterThan(60);
}, 120_000);

test('and PostgreSQL', async (context) => {
  const postgres = await PostgresServer.start();
  if (postgres === null) return context.skip('PostgreSQL is not installed');
  const database = await postgresTorture(postgres);
  const counts = await runHistories(database, { ...slice, histories: 15, folder });
  await postgres.stop();
  expect(counts).toMatchObject(whole);
}, 120_000);
