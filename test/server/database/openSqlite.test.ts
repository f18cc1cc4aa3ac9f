import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NodeSqlite } from '../../../server/database/NodeSqlite';
import { assertDurable, openSqlite } from '../../../server/database/openSqlite';
import { openLedgerStore } from '../../../server/ledger/openLedgerStore';

const folder = await mkdtemp(join(tmpdir(), 'assay-sqlite-'));

test('a file that is opened again is not durable by itself: SQLite starts it with synchronous NORMAL', async () => {
  const path = join(folder, 'trap.sqlite');
  await openSqlite(path).close();
  const plain = new NodeSqlite(path);
  expect(plain.pragma('synchronous')).toBe(1);
  expect(() => assertDurable(plain, path)).toThrow('synchronous is 1 and must be 2');
  plain.close();
  await openSqlite(path).close();
});

test('what cannot be made durable is refused', () => {
  expect(() => openSqlite(':memory:')).toThrow('journal_mode is memory and must be wal');
});

test('a file that is no database, or that lies nowhere, is refused in words', async () => {
  const path = join(folder, 'text.sqlite');
  await writeFile(path, 'hello '.repeat(1000));
  expect(() => openSqlite(path)).toThrow(`The ledger ${path} is no SQLite database`);
  expect(() => openSqlite(join(folder, 'nowhere', 'a.sqlite'))).toThrow('cannot be opened');
});

test('damage within the file is found', async () => {
  const ledger = await openLedgerStore(folder, undefined);
  expect(await ledger.integrityFaults()).toEqual([]);
  await ledger.close();
  const path = join(folder, 'ledger', 'ledger.sqlite');
  const damaged = join(folder, 'damaged.sqlite');
  await copyFile(path, damaged);
  const bytes = await readFile(damaged);
  bytes.fill(0xff, 4096 * 3, 4096 * 4);
  await writeFile(damaged, bytes);
  const database = openSqlite(damaged);
  const faults = await database.integrityFaults().catch((error: unknown) => [String(error)]);
  expect(faults.join()).toMatch(/damaged|malformed/);
  await database.close();
});

test('a migration that is broken off leaves nothing behind, so that the next start begins it anew', async () => {
  const { kysely, close } = openSqlite(join(folder, 'broken-off.sqlite'));
  expect(kysely.getExecutor().adapter.supportsTransactionalDdl).toBe(true);
  const broken = kysely.transaction().execute(async (transaction) => {
    await transaction.schema.createTable('half').addColumn('made', 'text').execute();
    throw new Error('killed');
  });
  await expect(broken).rejects.toThrow('killed');
  expect((await kysely.introspection.getTables()).map(({ name }) => name)).not.toContain('half');
  await close();
});
