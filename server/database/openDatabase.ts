import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from './migrate';
import { openPostgres } from './openPostgres';
import { openSqlite } from './openSqlite';
import type { SqlDatabase } from './SqlDatabase';

/**
 * Opens the server's database and brings it to this version's tables: the PostgreSQL database of `DATABASE_URL`, or a SQLite
 * file in the data folder.
 * @throws StorageError with a sentence for whoever starts the server
 */
export async function openDatabase(dataFolder: string, databaseUrl: string | undefined): Promise<SqlDatabase> {
  const database = databaseUrl ? await openPostgres(databaseUrl) : openSqlite(await fileIn(dataFolder));
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw database.explain(error);
  }
}

async function fileIn(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'ledger');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, 'ledger.sqlite');
}
