import type { Migration } from 'kysely';
import { createLedgerTables } from '../ledger/createLedgerTables';

/** In their order, by name: forward from every released version. Released ones are never changed, only followed by another. */
export const migrations: Record<string, Migration> = { '0001-ledger': { up: createLedgerTables } };
