import type { AssayTransaction } from '../schema';

type SyncStores = ('events' | 'meta' | 'outbox' | 'sync' | 'settings')[];

/** What an exchange with the server reads and writes in one transaction. */
export const syncStores: SyncStores = ['events', 'meta', 'outbox', 'sync', 'settings'];

export type SyncTransaction = AssayTransaction<SyncStores, 'readwrite'>;
export type SyncReading = AssayTransaction<SyncStores>;
