import type { AccessTables } from '../access/AccessTables';
import type { DataSetTables } from '../dataSets/DataSetTables';
import type { LedgerTables } from '../ledger/LedgerTables';
import type { ProjectTables } from '../projects/ProjectTables';
import type { RegistryTables } from '../registry/RegistryTables';
import type { TaskTables } from '../tasks/TaskTables';

/** Every table of the server's database, as Kysely sees it: each room of the server brings its own. */
export type Tables = LedgerTables & RegistryTables & AccessTables & ProjectTables & DataSetTables & TaskTables;
