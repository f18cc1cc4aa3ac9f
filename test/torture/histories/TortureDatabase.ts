import type { LedgerStore } from '../../../server/ledger/LedgerStore';

/** A database of the ledger that can be left as a killed server leaves it. */
export interface TortureDatabase {
  /** Opens it, in a history for the first time as an empty ledger. */
  open(): Promise<LedgerStore>;
  /**
   * Ends the store without a farewell.
   * @param during what it was writing just then: not acknowledged, so the disk may hold all, some or none of it
   */
  crash(store: LedgerStore, during?: () => Promise<unknown>): Promise<void>;
  /** Closes the store and leaves an empty database. */
  clear(store: LedgerStore): Promise<void>;
  /** Forgets the history; the next `open` begins another. */
  reset(): Promise<void>;
}
