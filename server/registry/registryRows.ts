import type { Kysely, Selectable, Transaction } from 'kysely';
import type { RegistryFile, RegistryOrigin, RegistryVersion } from '../../src/hub/registry/RegistryModel';
import type { Tables } from '../database/Tables';
import { tagForm } from './names';

type Asked = Kysely<Tables> | Transaction<Tables>;

/** Reading the registry's tables. */
export const registryRows = { numberOf, versionsOf, filesOf };

/** The number of a version by its number or tag; null where there is no such tag. */
async function numberOf(kysely: Asked, model: string, version: string): Promise<number | null> {
  if (/^[1-9]\d{0,8}$/.test(version)) return Number(version);
  if (!tagForm.test(version)) return null;
  const tags = kysely.selectFrom('registry_tags').select('version').where('model', '=', model);
  return (await tags.where('tag', '=', version).executeTakeFirst())?.version ?? null;
}

/** The versions of a model, or of all (null) by their names; the newest first. */
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
