import type { Transaction } from 'kysely';
import { latestTag } from '../../src/hub/registry/RegistryModel';
import type { Tables } from '../database/Tables';
import { registryRows } from './registryRows';

/** Puts a tag on a version, wherever it was before. */
export async function setTag(kysely: Transaction<Tables>, model: string, tag: string, version: number): Promise<void> {
  await kysely
    .insertInto('registry_tags')
    .values({ model, tag, version })
    .onConflict((conflict) => conflict.columns(['model', 'tag']).doUpdateSet({ version }))
    .execute();
}

/** Takes a tag off whatever version it is on; one that is on none stays so. */
export async function removeTag(kysely: Transaction<Tables>, model: string, tag: string): Promise<void> {
  await kysely.deleteFrom('registry_tags').where('model', '=', model).where('tag', '=', tag).execute();
}

/** Takes the tags off a version that is retired; `latest` goes to the newest that is left. */
export async function moveTags(transaction: Transaction<Tables>, name: string, retired: number): Promise<void> {
  const tags = transaction.deleteFrom('registry_tags').where('model', '=', name).where('version', '=', retired);
  const gone = await tags.returning('tag').execute();
  const newest = (await registryRows.versionsOf(transaction, name)).find(({ retiredAt }) => retiredAt === null);
  if (newest && gone.some(({ tag }) => tag === latestTag)) await setTag(transaction, name, latestTag, newest.version);
}
