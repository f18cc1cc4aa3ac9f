import { Kysely, SqliteAdapter, SqliteDialect, sql } from 'kysely';
import { NodeSqlite } from './NodeSqlite';
import type { SqlDatabase } from './SqlDatabase';
import type { StorageProblemCode } from '../../src/sync/wire/Problem';
import { StorageError } from './StorageError';
import type { Tables } from './Tables';

/** How long a statement waits for another process, such as `assay ledger` beside a running server. */
const busyMs = 5_000;

/**
 * What makes a commit durable. A database in WAL mode that is opened again starts with synchronous=NORMAL, which loses commits
 * when the power fails, so every open sets these anew and reads them back.
 */
const durability = { journal_mode: 'wal', synchronous: 2, fullfsync: 1, checkpoint_fullfsync: 1 } as const;

/** SQLite can undo a half-made table, which Kysely does not count on: without it a server killed in its first start never starts again. */
class WholeMigrations extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true;
      }
    })();
  }
}

/**
 * Opens a SQLite file, made where there is none.
 * @throws StorageError where it cannot be opened, or does not become durable
 */
export function openSqlite(path: string): SqlDatabase {
  const database = openDurably(path);
  const kysely = new Kysely<Tables>({ dialect: new WholeMigrations({ database }) });
  return {
    kysely,
    place: path,
    isOneOf: (column, values) => sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
    explain: (error) => explain(error, path),
    integrityFaults: () => Promise.resolve(integrityFaults(database)),
    close: () => kysely.destroy(),
  };
}

/** The settings that decide about durability, as the open database has them. */
export function durabilityOf(database: NodeSqlite): Record<keyof typeof durability, unknown> {
  return {
    journal_mode: database.pragma('journal_mode'),
    synchronous: database.pragma('synchronous'),
    fullfsync: database.pragma('fullfsync'),
    checkpoint_fullfsync: database.pragma('checkpoint_fullfsync'),
  };
}

function openDurably(path: string): NodeSqlite {
  let database: NodeSqlite | null = null;
  try {
    database = new NodeSqlite(path);
    database.pragma(`busy_timeout = ${busyMs}`);
    for (const [name, value] of Object.entries(durability)) database.pragma(`${name} = ${value}`);
    assertDurable(database, path);
    return database;
  } catch (error) {
    database?.close();
    throw explain(error, path);
  }
}

/** @throws StorageError naming the setting that did not take hold */
export function assertDurable(database: NodeSqlite, path: string): void {
  const found = durabilityOf(database);
  for (const [name, wanted] of Object.entries(durability)) {
    const value = found[name as keyof typeof durability];
    if (value === wanted) continue;
    const message = `The ledger ${path} is not durable: ${name} is ${String(value)} and must be ${wanted}.`;
    throw new StorageError('storage_failed', message);
  }
}

function integrityFaults(database: NodeSqlite): string[] {
  const found = String(database.pragma('integrity_check(10)'));
  return found === 'ok' ? [] : [`SQLite finds its file damaged: ${found}`];
}

/** What SQLite says where a person can do something about it. Its result codes do not come with every statement; its texts do. */
const problems: [RegExp, StorageProblemCode, string][] = [
  [/database or disk is full/, 'storage_full', 'cannot grow: the disk is full'],
  [/readonly database/, 'storage_read_only', 'cannot be written: it, or its folder, is read-only'],
  [/database is locked/, 'storage_failed', 'is held by another program'],
  [/disk I\/O error/, 'storage_failed', 'could not be read or written: the disk fails or is full'],
  [/malformed/, 'storage_failed', 'is damaged; restore it from an export with "assay ledger restore"'],
  [/unable to open/, 'storage_failed', 'cannot be opened'],
  [/not a database/, 'storage_failed', 'is no SQLite database'],
];

function explain(error: unknown, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const [, problem, words] =
    problems.find(([says]) => says.test(message)) ?? ([null, 'storage_failed', 'failed'] as const);
  return new StorageError(problem, `The ledger ${path} ${words} (SQLite says "${message}").`, { cause: error });
}
