import type { AssayTransaction } from './schema';

/** What every change of the ledger writes to: events, who this browser is, and what the server has not acknowledged. */
export const ledgerStores: ('events' | 'meta' | 'outbox')[] = ['events', 'meta', 'outbox'];

export type LedgerTransaction = AssayTransaction<('events' | 'meta' | 'outbox')[], 'readwrite'>;
