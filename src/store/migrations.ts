import { completeReport } from '../pairs/ImportReport';
import type { AssayDatabase, AssayStoreName, AssayTransaction } from './schema';

type Change = AssayTransaction<AssayStoreName[], 'versionchange'>;
type Migration = (database: AssayDatabase, transaction: Change) => void;

/** `migrations[n]` brings a database from version n to n + 1. Released ones are never changed, only followed by another. */
export const migrations: readonly Migration[] = [createStores, completeReports, createStates, createOutbox];

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

/**
 * From here on new data sets lie in files (`KeptDataSets`), which an older Assay cannot read: the version keeps it away. Those
 * of before stay the records that they are; their reports get the fields that they had not.
 */
function completeReports(_database: AssayDatabase, transaction: Change): void {
  const complete = async () => {
    let cursor = await transaction.objectStore('dataSets').openCursor();
    for (; cursor; cursor = await cursor.continue()) {
      const { report, bytes } = cursor.value;
      await cursor.update({ ...cursor.value, report: completeReport(report, bytes) });
    }
  };
  complete().catch(() => transaction.abort());
}

function createStates(database: AssayDatabase): void {
  database.createObjectStore('states', { autoIncrement: true }).createIndex('checkpoint', 'checkpoint');
}

/** Everything that is in the ledger is still to be sent. */
function createOutbox(database: AssayDatabase, transaction: Change): void {
  const outbox = database.createObjectStore('outbox');
  outbox.createIndex('state', 'state');
  database.createObjectStore('sync');
  const mark = async () => {
    for (const key of await transaction.objectStore('events').getAllKeys())
      await transaction.objectStore('outbox').put({ state: 'waiting' }, key);
  };
  mark().catch(() => transaction.abort());
}
