import type { Selectable } from 'kysely';
import { askDatabase } from '../../database/askDatabase';
import type { SqlDatabase } from '../../database/SqlDatabase';
import type { Tables } from '../../database/Tables';

/** What somebody wants taken from a hub. */
export interface ImportPlan {
  hub: string;
  repository: string;
  /** A branch, tag or commit; which commit it was is noted when it is known. */
  revision: string;
  name: string;
  tags: string[];
}

export type ImportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface ModelImport {
  id: string;
  plan: ImportPlan;
  owner: { id: string; name: string };
  state: ImportState;
  /** Why it failed, with what to do; null otherwise. */
  error: string | null;
  commit: string | null;
  version: number | null;
  startedAt: string;
  endedAt: string | null;
}

/** Imports in the server's database: one that a restart ended is found there and goes on. */
export class ImportStore {
  constructor(private readonly database: SqlDatabase) {}

  async add({ id, plan, owner, state, startedAt }: ModelImport): Promise<void> {
    const row = { id, plan: JSON.stringify(plan), owner: owner.id, owner_name: owner.name, state, model: plan.name };
    const rest = { error: null, source_commit: null, version: null, started_at: startedAt, ended_at: null };
    await askDatabase(this.database, (kysely) =>
      kysely
        .insertInto('registry_imports')
        .values({ ...row, ...rest })
        .execute(),
    );
  }

  find(id: string): Promise<ModelImport | null> {
    return askDatabase(this.database, async (kysely) => {
      const row = await kysely.selectFrom('registry_imports').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? importOf(row) : null;
    });
  }

  /** The newest, the newest first. */
  list(limit = 100): Promise<ModelImport[]> {
    return askDatabase(this.database, async (kysely) => {
      const rows = kysely.selectFrom('registry_imports').selectAll().orderBy('started_at', 'desc').limit(limit);
      return (await rows.execute()).map(importOf);
    });
  }

  /** Those that are to be done, in their order. */
  unfinished(): Promise<ModelImport[]> {
    return askDatabase(this.database, async (kysely) => {
      const rows = kysely.selectFrom('registry_imports').selectAll().where('state', 'in', ['waiting', 'running']);
      return (await rows.orderBy('started_at').execute()).map(importOf);
    });
  }

  async running(id: string): Promise<void> {
    await this.#update(id, { state: 'running' });
  }

  async end(
    id: string,
    end: { state: ImportState; error?: string; source_commit?: string; version?: number },
  ): Promise<void> {
    await this.#update(id, { ...end, ended_at: new Date().toISOString() });
  }

  async #update(id: string, change: Partial<Tables['registry_imports']>): Promise<void> {
    await askDatabase(this.database, (kysely) =>
      kysely.updateTable('registry_imports').set(change).where('id', '=', id).execute(),
    );
  }
}

function importOf(row: Selectable<Tables['registry_imports']>): ModelImport {
  return {
    ...{ id: row.id, plan: JSON.parse(row.plan) as ImportPlan, owner: { id: row.owner, name: row.owner_name } },
    ...{ state: row.state as ImportState, error: row.error, commit: row.source_commit, version: row.version },
    ...{ startedAt: row.started_at, endedAt: row.ended_at },
  };
}
