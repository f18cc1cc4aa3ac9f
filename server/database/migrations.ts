import type { Migration } from 'kysely';
import { addPairsOfEvents } from '../ledger/addPairsOfEvents';
import { createAccessTables } from '../access/createAccessTables';
import { createLedgerTables } from '../ledger/createLedgerTables';
import { createProjectTables } from '../projects/createProjectTables';
import { addOverlapsOfTasks } from '../tasks/addOverlapsOfTasks';
import { createRegistryTables } from '../registry/createRegistryTables';

/** In their order, by name: forward from every released version. Released ones are never changed, only followed by another. */
export const migrations: Record<string, Migration> = {
  '0001-ledger': { up: createLedgerTables },
  '0002-access': { up: createAccessTables },
  '0003-projects': { up: createProjectTables },
  '0004-registry': { up: createRegistryTables },
  '0005-pairs-of-events': { up: addPairsOfEvents },
  '0006-overlaps-of-tasks': { up: addOverlapsOfTasks },
};
