import type { PeopleStore } from '../verdicts/people/PeopleService';
import { Connection } from './Connection';
import { openStore } from './openStore';

/**
 * What is read of several people's verdicts: the ledger's events as they lie in the database, and data sets. It writes nothing, so
 * that workers can use it, which have no ledger.
 *
 * @param database name of the IndexedDB database.
 * @throws StoreError when the browser refuses to open it.
 */
export async function openPeopleStore(database = 'assay'): Promise<PeopleStore> {
  const [store, connection] = [await openStore(database), new Connection(database)];
  return {
    pairIndex: (dataSet) => store.pairIndex(dataSet),
    events() {
      const request = { stores: ['events' as const], mode: 'readonly' as const, doing: 'read the verdicts' };
      return connection.transact(request, (transaction) => transaction.objectStore('events').getAll());
    },
    async client() {
      const request = { stores: ['meta' as const], mode: 'readonly' as const, doing: 'read who this browser is' };
      const identity = await connection.transact(request, (transaction) =>
        transaction.objectStore('meta').get('identity'),
      );
      return identity?.client ?? '';
    },
  };
}
