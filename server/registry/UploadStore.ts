import type { Selectable } from 'kysely';
import type { RegistryOrigin } from '../../src/hub/registry/RegistryModel';
import { askDatabase } from '../database/askDatabase';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';
import type { AnnouncedFile } from './names';

/** What somebody wants to register: announced before any byte is sent. */
export interface UploadPlan {
  name: string;
  origin: RegistryOrigin;
  tags: string[];
  files: AnnouncedFile[];
}

export interface Upload {
  id: string;
  /** The principal who began it, and who alone may go on with it. */
  owner: string;
  plan: UploadPlan;
  bytes: number;
  /** The version that it became; null while it is open. */
  version: number | null;
}

/** Uploads in the server's database. Finished ones stay for a while, so that a lost answer can be asked for again. */
export class UploadStore {
  constructor(private readonly database: SqlDatabase) {}

  find(id: string): Promise<Upload | null> {
    return askDatabase(this.database, async (kysely) => {
      const row = await kysely.selectFrom('registry_uploads').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? uploadOf(row) : null;
    });
  }

  /** Those that are not finished, the oldest first. */
  open(): Promise<Upload[]> {
    return askDatabase(this.database, async (kysely) => {
      const rows = kysely.selectFrom('registry_uploads').selectAll().where('version', 'is', null);
      return (await rows.orderBy('touched_at').execute()).map(uploadOf);
    });
  }

  async add({ id, owner, plan, bytes, version }: Upload): Promise<void> {
    const row = { id, owner, plan: JSON.stringify(plan), model: plan.name, bytes, version, touched_at: now() };
    await askDatabase(this.database, (kysely) => kysely.insertInto('registry_uploads').values(row).execute());
  }

  async touch(id: string): Promise<void> {
    await this.#update(id, { touched_at: now() });
  }

  async finish(id: string, version: number): Promise<void> {
    await this.#update(id, { version, touched_at: now() });
  }

  async remove(id: string): Promise<void> {
    await askDatabase(this.database, (kysely) => kysely.deleteFrom('registry_uploads').where('id', '=', id).execute());
  }

  /** Removes those that nothing has come for since a time, as ISO 8601. @returns their ids */
  removeOlder(than: string): Promise<string[]> {
    return askDatabase(this.database, async (kysely) => {
      const old = kysely.deleteFrom('registry_uploads').where('touched_at', '<', than);
      return (await old.returning('id').execute()).map(({ id }) => id);
    });
  }

  async #update(id: string, change: { touched_at: string; version?: number }): Promise<void> {
    await askDatabase(this.database, (kysely) =>
      kysely.updateTable('registry_uploads').set(change).where('id', '=', id).execute(),
    );
  }
}

function uploadOf({ id, owner, plan, bytes, version }: Selectable<Tables['registry_uploads']>): Upload {
  return { id, owner, plan: JSON.parse(plan) as UploadPlan, bytes, version };
}

function now(): string {
  return new Date().toISOString();
}
