import type { AssayDatabase, AssayStoreName, AssayTransaction } from './schema';

type Migration = (database: AssayDatabase, transaction: AssayTransaction<AssayStoreName[], 'versionchange'>) => void;

/** `migrations[n]` brings a database from version n to n + 1. Released ones are never changed, only followed by another. */
export const migrations: readonly Migration[] = [createStores];

function createStores(database: AssayDatabase): void {
  database.createObjectStore('dataSets', { keyPath: 'id' });
  database.createObjectStore('imports', { keyPath: 'dataSet' });
  database.createObjectStore('items', { keyPath: ['dataSet', 'firstRow'] });
  database.createObjectStore('pairIndexes', { keyPath: 'dataSet' });
  database.createObjectStore('rewards', { autoIncrement: true }).createIndex('checkpoint', 'checkpoint');
  database.createObjectStore('settings');
  const events = database.createObjectStore('events', { autoIncrement: true });
  events.createIndex('id', 'id', { unique: true });
  // The database itself refuses a second event in one place of a client's sequence.
  events.createIndex('place', ['client', 'seq'], { unique: true });
  database.createObjectStore('meta');
}
