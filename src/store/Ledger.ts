import type { EventDraft, LedgerEvent } from '../verdicts/VerdictEvent';

/**
 * The append-only record of verdicts in this browser. `append` gives each draft its id (UUIDv7), client, gap-free sequence
 * and hash inside one strictly durable transaction and resolves only when that is complete: then, and only then, may the
 * screen say "saved". Several tabs may append at once.
 */
export interface Ledger {
  append(drafts: EventDraft[]): Promise<LedgerEvent[]>;
  /** All events, in the order in which this browser stored them. */
  events(): Promise<LedgerEvent[]>;
  /** Called with events that another tab appended. Returns the function that ends the subscription. */
  onForeignEvents(listener: (events: LedgerEvent[]) => void): () => void;
  /** Whether the ledger that localStorage remembers is larger than the one found (storage was evicted or corrupted). */
  lostEvents(): Promise<number>;
}
