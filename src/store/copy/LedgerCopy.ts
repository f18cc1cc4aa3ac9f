import type { LedgerEvent } from '../../verdicts/VerdictEvent';

/**
 * A second copy of this browser's ledger, kept apart from IndexedDB: Chromium throws a whole database away when it finds a
 * part of it damaged. Kept in a worker, because only workers may write such files durably. Rejects with `FileError`.
 */
export interface LedgerCopy {
  /** Adds events that the ledger has stored; resolves when they are durable. An event may be added more than once. */
  append(events: LedgerEvent[]): Promise<void>;
  /** Adds the events of the ledger that the copy has not: those from before there was one, or that it could not take. */
  catchUp(): Promise<void>;
  /** Every event whose content still has its hash, once, in the order in which they were added. */
  events(): Promise<LedgerEvent[]>;
  /** Adds ids of pairs to a record of what a person has seen: without it a verdict on such a pair could become gold later. */
  addSeen(record: string, pairs: string[]): Promise<void>;
  /** The ids of a record, each once. */
  seen(record: string): Promise<string[]>;
}
