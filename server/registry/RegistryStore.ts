import type { Kysely } from 'kysely';
import { longestFileBytes } from '../../src/engine/checkpoint/checkpointFiles';
import { latestTag, type RegistryManifest, type RegistryModel } from '../../src/hub/registry/RegistryModel';
import type { Principal } from '../access/Principal';
import { ProblemError } from '../api/ProblemError';
import { askDatabase } from '../database/askDatabase';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';
import { registerVersion, type NewVersion } from './registerVersion';
import { registryRows } from './registryRows';
import { moveTags, removeTag, setTag } from './tags';
import { unknownVersion } from './unknownVersion';

/** The registry's metadata in the server's database: which files make which version of which model. */
export class RegistryStore {
  constructor(private readonly database: SqlDatabase) {}

  /** Every model with its versions that are not retired, by name; models without one are left out. */
  models(): Promise<RegistryModel[]> {
    return this.#ask(async (kysely) => {
      const versions = await registryRows.versionsOf(kysely, null);
      const names = [...new Set(versions.map(({ model }) => model))];
      return names
        .map((name) => ({ name, versions: versions.filter(({ model, retiredAt }) => model === name && !retiredAt) }))
        .filter((model) => model.versions.length > 0);
    });
  }

  /** A model with all its versions, retired ones too; null where there is none. */
  model(name: string): Promise<RegistryModel | null> {
    return this.#ask(async (kysely) => {
      const versions = await registryRows.versionsOf(kysely, name);
      return versions.length === 0 ? null : { name, versions };
    });
  }

  /** @param version its number or a tag */
  manifest(name: string, version: string): Promise<RegistryManifest | null> {
    return this.#ask(async (kysely) => {
      const number = await registryRows.numberOf(kysely, name, version);
      const found =
        number === null ? null : (await registryRows.versionsOf(kysely, name)).find((one) => one.version === number);
      return found ? { ...found, files: await registryRows.filesOf(kysely, found.model, found.version) } : null;
    });
  }

  /** One file of a version by the name that it was registered with; null where the version has none of that name. */
  file(
    name: string,
    version: string,
    path: string,
  ): Promise<{ sha256: string; bytes: number; isRetired: boolean } | null> {
    // Asked first: a database may end a text at a zero byte, and would then find a shorter name.
    if (longestFileBytes(path) === null) return Promise.resolve(null);
    return this.#ask(async (kysely) => {
      const number = await registryRows.numberOf(kysely, name, version);
      if (number === null) return null;
      const row = await kysely
        .selectFrom('registry_files as file')
        .innerJoin('registry_versions as version', (join) =>
          join.onRef('version.model', '=', 'file.model').onRef('version.version', '=', 'file.version'),
        )
        .select(['file.sha256', 'file.bytes', 'version.retired_at'])
        .where('file.model', '=', name)
        .where('file.version', '=', number)
        .where('file.path', '=', path)
        .executeTakeFirst();
      return row ? { sha256: row.sha256, bytes: row.bytes, isRetired: row.retired_at !== null } : null;
    });
  }

  /** Registers a version, in one transaction. One with the very same files under the same name is that version. */
  register(version: NewVersion, by: Pick<Principal, 'id' | 'name'>): Promise<number> {
    return this.#ask((kysely) =>
      kysely.transaction().execute((transaction) => registerVersion(transaction, version, by)),
    );
  }

  /** Puts a tag on a version. @throws ProblemError where there is none, or it is retired */
  tag(name: string, tag: string, version: number): Promise<void> {
    return this.#ask((kysely) =>
      kysely.transaction().execute(async (transaction) => {
        const found = (await registryRows.versionsOf(transaction, name)).find((one) => one.version === version);
        if (!found || found.retiredAt) throw unknownVersion(name, String(version));
        await setTag(transaction, name, tag, version);
      }),
    );
  }

  /** Takes a tag off. @throws ProblemError where there is no such model, or of `latest`, which goes to each new version by itself */
  untag(name: string, tag: string): Promise<void> {
    if (tag === latestTag)
      throw new ProblemError(422, 'Always there', `The tag ${latestTag} stays on the newest version of ${name}.`);
    return this.#ask((kysely) =>
      kysely.transaction().execute(async (transaction) => {
        const versions = await registryRows.versionsOf(transaction, name);
        if (versions.length === 0) throw unknownVersion(name, 'any');
        await removeTag(transaction, name, tag);
      }),
    );
  }

  /** Retires a version: it stays listed, its tags go (`latest` to the newest that is left). Retired again it stays as it was. */
  retire(name: string, version: number, by: string): Promise<void> {
    return this.#ask((kysely) =>
      kysely.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('registry_versions')
          .set((row) => ({
            retired_at: row.fn.coalesce('retired_at', row.val(new Date().toISOString())),
            retired_by: row.fn.coalesce('retired_by', row.val(by)),
          }))
          .where('model', '=', name)
          .where('version', '=', version)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw unknownVersion(name, String(version));
        await moveTags(transaction, name, version);
      }),
    );
  }

  /** The contents of all versions that are not retired, with their bytes. */
  contents(): Promise<Map<string, number>> {
    return this.#ask(async (kysely) => {
      const rows = await kysely
        .selectFrom('registry_files as file')
        .innerJoin('registry_versions as version', (join) =>
          join.onRef('version.model', '=', 'file.model').onRef('version.version', '=', 'file.version'),
        )
        .select(['file.sha256', 'file.bytes'])
        .where('version.retired_at', 'is', null)
        .distinct()
        .execute();
      return new Map(rows.map(({ sha256, bytes }) => [sha256, bytes]));
    });
  }

  #ask<Result>(work: (kysely: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    return askDatabase(this.database, work);
  }
}
