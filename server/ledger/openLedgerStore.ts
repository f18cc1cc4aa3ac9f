import { openDatabase } from '../database/openDatabase';
import type { LedgerStore } from './LedgerStore';
import { SqlLedgerStore } from './SqlLedgerStore';

/**
 * Opens the ledger alone, for whoever keeps its books beside a running server. Closing it closes its database.
 * @throws StorageError with a sentence for the person at the terminal
 */
export async function openLedgerStore(dataFolder: string, databaseUrl: string | undefined): Promise<LedgerStore> {
  return new SqlLedgerStore(await openDatabase(dataFolder, databaseUrl));
}
