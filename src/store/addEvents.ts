import type { LedgerEvent } from '../verdicts/VerdictEvent';
import type { LedgerTransaction } from './LedgerTransaction';

/** Adds events to the ledger, each with the mark that the server has not acknowledged it. */
export async function addEvents(transaction: LedgerTransaction, events: readonly LedgerEvent[]): Promise<void> {
  const outbox = transaction.objectStore('outbox');
  const stored = events.map((event) => transaction.objectStore('events').add(event));
  await Promise.all(stored.map(async (key) => outbox.put({ state: 'waiting' }, await key)));
}
