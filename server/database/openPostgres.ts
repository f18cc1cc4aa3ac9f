import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { SqlDatabase } from './SqlDatabase';
import type { StorageProblemCode } from '../../src/sync/wire/Problem';
import { StorageError } from './StorageError';
import type { Tables } from './Tables';

const connections = 10;
const connectMs = 10_000;

/** Numbers of 64 bits come as text unless they are read; the ledger's are exact as JavaScript's numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * Opens a PostgreSQL database.
 * @param url as in `DATABASE_URL`
 * @throws StorageError where it cannot be reached, or would acknowledge what is not on its disk
 */
export async function openPostgres(url: string): Promise<SqlDatabase> {
  const place = withoutPassword(url);
  const pool = new pg.Pool({
    ...{ connectionString: url, max: connections, connectionTimeoutMillis: connectMs, types },
    options: '-c synchronous_commit=on -c idle_in_transaction_session_timeout=60000',
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // And one that breaks in the midst of a transaction, between two statements, fails the next of them.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await assertDurable(kysely, place);
  } catch (error) {
    await kysely.destroy();
    throw explain(error, place);
  }
  return {
    ...{ kysely, place },
    isOneOf: (column, values) => sql`${sql.ref(column)} = any(${values})`,
    explain: (error) => explain(error, place),
    integrityFaults: () => Promise.resolve([]),
    close: () => kysely.destroy(),
  };
}

async function assertDurable(kysely: Kysely<Tables>, place: string): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const { rows } = await sql<Record<string, string>>`select current_setting(${setting}) as value`.execute(kysely);
    const value = rows[0]?.['value'];
    if (value === 'on') continue;
    const message = `The ledger ${place} is not durable: ${setting} is ${String(value)} and must be on.`;
    throw new StorageError('storage_failed', message);
  }
}

function withoutPassword(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `postgresql://${host}${pathname}`;
  } catch {
    return 'the database of DATABASE_URL';
  }
}

/** SQLSTATEs that a person can do something about. */
const problems: Record<string, [StorageProblemCode, string]> = {
  '53100': ['storage_full', 'cannot grow: the disk is full'],
  '25006': ['storage_read_only', 'cannot be written: it is read-only'],
  '42501': ['storage_read_only', 'cannot be written: this user may not'],
  ECONNREFUSED: ['storage_failed', 'cannot be reached'],
};

function explain(error: unknown, place: string): StorageError {
  if (error instanceof StorageError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const [problem, words] = problems[code] ?? (['storage_failed', 'failed'] as const);
  const message = error instanceof Error ? error.message || code : String(error);
  return new StorageError(problem, `The ledger ${place} ${words} (PostgreSQL says "${message}").`, { cause: error });
}
