import type { LedgerEvent } from '../verdicts/VerdictEvent';
import { Connection } from './Connection';

/**
 * Reads all events of the ledger, in the order in which this browser stored them; in a page or a worker.
 *
 * @param connection to the ledger's database; one of its own where none is given.
 */
export function ledgerEvents(connection = new Connection('assay')): () => Promise<LedgerEvent[]> {
  const request = { stores: ['events' as const], mode: 'readonly' as const, doing: 'read the verdicts' };
  return () => connection.transact(request, (transaction) => transaction.objectStore('events').getAll());
}
