import type { Kysely, Selectable, Transaction } from 'kysely';
import { longestFileBytes } from '../../src/engine/checkpoint/checkpointFiles';
import {
  latestTag,
  type RegistryFile,
  type RegistryManifest,
  type RegistryModel,
  type RegistryOrigin,
  type RegistryVersion,
} from '../../src/hub/registry/RegistryModel';
import type { Principal } from '../access/Principal';
import { ProblemError } from '../api/ProblemError';
import { askDatabase } from '../database/askDatabase';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';
import { tagForm } from './names';

/** A version that is to be registered. */
export interface NewVersion {
  model: string;
  digest: string;
  architecture: string;
  licence: string | null;
  hasTemplate: boolean;
  origin: RegistryOrigin;
  tags: readonly string[];
  files: readonly RegistryFile[];
}

type Asked = Kysely<Tables> | Transaction<Tables>;

/** The registry's metadata in the server's database: which files make which version of which model. */
export class RegistryStore {
  constructor(private readonly database: SqlDatabase) {}

  /** Every model with its versions that are not retired, by name; models without one are left out. */
  models(): Promise<RegistryModel[]> {
    return this.#ask(async (kysely) => {
      const versions = await versionsOf(kysely, null);
      const names = [...new Set(versions.map(({ model }) => model))];
      return names
        .map((name) => ({ name, versions: versions.filter(({ model, retiredAt }) => model === name && !retiredAt) }))
        .filter((model) => model.versions.length > 0);
    });
  }

  /** A model with all its versions, retired ones too; null where there is none. */
  model(name: string): Promise<RegistryModel | null> {
    return this.#ask(async (kysely) => {
      const versions = await versionsOf(kysely, name);
      return versions.length === 0 ? null : { name, versions };
    });
  }

  /** @param version its number or a tag */
  manifest(name: string, version: string): Promise<RegistryManifest | null> {
    return this.#ask(async (kysely) => {
      const number = await numberOf(kysely, name, version);
      const found = number === null ? null : (await versionsOf(kysely, name)).find((one) => one.version === number);
      return found ? { ...found, files: await filesOf(kysely, found.model, found.version) } : null;
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
      const number = await numberOf(kysely, name, version);
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
    return this.#ask((kysely) => kysely.transaction().execute((transaction) => registerIn(transaction, version, by)));
  }

  /** Puts a tag on a version. @throws ProblemError where there is none, or it is retired */
  tag(name: string, tag: string, version: number): Promise<void> {
    return this.#ask((kysely) =>
      kysely.transaction().execute(async (transaction) => {
        const found = (await versionsOf(transaction, name)).find((one) => one.version === version);
        if (!found || found.retiredAt) throw unknownVersion(name, String(version));
        await setTag(transaction, name, tag, version);
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

export function unknownVersion(name: string, version: string): ProblemError {
  const detail = `There is no model ${JSON.stringify(name)} with the version ${JSON.stringify(version)} here; list the models.`;
  return new ProblemError(404, 'No such version', detail);
}

async function registerIn(
  transaction: Transaction<Tables>,
  version: NewVersion,
  by: Pick<Principal, 'id' | 'name'>,
): Promise<number> {
  const last = await lockModel(transaction, version.model);
  const same = await sameVersion(transaction, version);
  const number = same ?? last + 1;
  if (same === null) await insertVersion(transaction, version, number, by);
  for (const tag of new Set([latestTag, ...version.tags])) await setTag(transaction, version.model, tag, number);
  return number;
}

/** Makes the model where it is new, and holds it until the transaction ends. @returns the number of its last version */
async function lockModel(transaction: Transaction<Tables>, name: string): Promise<number> {
  const key = name.toLowerCase();
  await transaction
    .insertInto('registry_models')
    .values({ name, key, versions: 0 })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  await transaction
    .updateTable('registry_models')
    .set((row) => ({ versions: row.ref('versions') }))
    .where('key', '=', key)
    .execute();
  const row = await transaction
    .selectFrom('registry_models')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (row.name === name) return row.versions;
  const detail = `A model ${row.name} is here: ${name} differs in capital letters alone. Take that name, or another.`;
  throw new ProblemError(409, 'Name taken', detail);
}

async function sameVersion(transaction: Transaction<Tables>, { model, files }: NewVersion): Promise<number | null> {
  const wanted = contentOf(files);
  for (const { version, retiredAt } of await versionsOf(transaction, model)) {
    if (!retiredAt && contentOf(await filesOf(transaction, model, version)) === wanted) return version;
  }
  return null;
}

function contentOf(files: readonly RegistryFile[]): string {
  return JSON.stringify(files.map(({ path, sha256 }) => [path, sha256]).sort());
}

async function insertVersion(
  transaction: Transaction<Tables>,
  { model, digest, architecture, licence, hasTemplate, origin, files }: NewVersion,
  version: number,
  by: Pick<Principal, 'id' | 'name'>,
): Promise<void> {
  await transaction.updateTable('registry_models').set({ versions: version }).where('name', '=', model).execute();
  await transaction
    .insertInto('registry_versions')
    .values({
      ...{ model, version, digest, architecture, licence, has_template: hasTemplate ? 1 : 0 },
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      origin: JSON.stringify(origin),
      registered_by: by.id,
      registered_by_name: by.name,
      registered_at: new Date().toISOString(),
      retired_at: null,
      retired_by: null,
    })
    .execute();
  const rows = files.map(({ path, bytes, sha256 }) => ({ model, version, path, bytes, sha256 }));
  await transaction.insertInto('registry_files').values(rows).execute();
}

async function setTag(kysely: Asked, model: string, tag: string, version: number): Promise<void> {
  await kysely
    .insertInto('registry_tags')
    .values({ model, tag, version })
    .onConflict((conflict) => conflict.columns(['model', 'tag']).doUpdateSet({ version }))
    .execute();
}

async function moveTags(transaction: Transaction<Tables>, name: string, retired: number): Promise<void> {
  const tags = transaction.deleteFrom('registry_tags').where('model', '=', name).where('version', '=', retired);
  const gone = await tags.returning('tag').execute();
  const newest = (await versionsOf(transaction, name)).find(({ retiredAt }) => retiredAt === null);
  if (newest && gone.some(({ tag }) => tag === latestTag)) await setTag(transaction, name, latestTag, newest.version);
}

async function numberOf(kysely: Asked, model: string, version: string): Promise<number | null> {
  if (/^[1-9]\d{0,8}$/.test(version)) return Number(version);
  if (!tagForm.test(version)) return null;
  const tags = kysely.selectFrom('registry_tags').select('version').where('model', '=', model);
  return (await tags.where('tag', '=', version).executeTakeFirst())?.version ?? null;
}

async function versionsOf(kysely: Asked, model: string | null): Promise<RegistryVersion[]> {
  const versions = kysely.selectFrom('registry_versions').selectAll().orderBy('model').orderBy('version', 'desc');
  const tags = kysely.selectFrom('registry_tags').selectAll().orderBy('tag');
  const [rows, marks] = [
    await (model === null ? versions : versions.where('model', '=', model)).execute(),
    await (model === null ? tags : tags.where('model', '=', model)).execute(),
  ];
  return rows.map((row) => versionOf(row, marks));
}

function versionOf(
  row: Selectable<Tables['registry_versions']>,
  marks: readonly Selectable<Tables['registry_tags']>[],
): RegistryVersion {
  const tags = marks.filter(({ model, version }) => model === row.model && version === row.version);
  return {
    ...{ model: row.model, version: row.version, digest: row.digest, architecture: row.architecture },
    ...{ licence: row.licence, hasTemplate: row.has_template === 1, bytes: row.bytes },
    origin: JSON.parse(row.origin) as RegistryOrigin,
    registeredBy: row.registered_by_name,
    registeredAt: row.registered_at,
    retiredAt: row.retired_at,
    tags: tags.map(({ tag }) => tag),
  };
}

function filesOf(kysely: Asked, model: string, version: number): Promise<RegistryFile[]> {
  const files = kysely.selectFrom('registry_files').select(['path', 'bytes', 'sha256']).where('model', '=', model);
  return files.where('version', '=', version).orderBy('path').execute();
}
