import type { LedgerTables } from '../ledger/LedgerTables';

/** Every table of the server's database, as Kysely sees it: each room of the server brings its own. */
export type Tables = LedgerTables;
