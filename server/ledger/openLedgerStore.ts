import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerStore } from './LedgerStore';
import { openPostgres } from './openPostgres';
import { openSqlite } from './openSqlite';
import { SqlLedgerStore } from './SqlLedgerStore';

/**
 * Opens the server's ledger: the PostgreSQL database of `DATABASE_URL`, or a SQLite file in the data folder.
 * @throws StorageError with a sentence for whoever starts the server
 */
export async function openLedgerStore(dataFolder: string, databaseUrl: string | undefined): Promise<LedgerStore> {
  if (databaseUrl) return SqlLedgerStore.over(await openPostgres(databaseUrl));
  const folder = join(dataFolder, 'ledger');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return SqlLedgerStore.over(openSqlite(join(folder, 'ledger.sqlite')));
}
