import { Migrator } from 'kysely';
import { migrations } from './migrations';
import type { SqlDatabase } from './SqlDatabase';
import { StorageError } from './StorageError';

/** Brings a database forward to this version's tables. @throws StorageError where a newer Assay has written it */
export async function migrate({ kysely, place, explain }: SqlDatabase): Promise<void> {
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error && error.message.includes('corrupted migrations')) {
    const message = `The ledger ${place} was written by a newer Assay: start that one, or take another data folder.`;
    throw new StorageError('storage_failed', message, { cause: error });
  }
  if (error) throw explain(error);
}
