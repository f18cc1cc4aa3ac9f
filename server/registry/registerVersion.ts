import type { Transaction } from 'kysely';
import { latestTag, type RegistryFile, type RegistryOrigin } from '../../src/hub/registry/RegistryModel';
import type { Principal } from '../access/Principal';
import { ProblemError } from '../api/ProblemError';
import type { Tables } from '../database/Tables';
import { registryRows } from './registryRows';
import { setTag } from './tags';

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

/** Registers a version, or finds the one with the very same files. @returns its number */
export async function registerVersion(
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
  for (const { version, retiredAt } of await registryRows.versionsOf(transaction, model)) {
    if (!retiredAt && contentOf(await registryRows.filesOf(transaction, model, version)) === wanted) return version;
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
