import type { AccessTables } from '../access/AccessTables';
import type { LedgerTables } from '../ledger/LedgerTables';
import type { RegistryTables } from '../registry/RegistryTables';

/** Every table of the server's database, as Kysely sees it: each room of the server brings its own. */
export type Tables = LedgerTables & RegistryTables & AccessTables;
