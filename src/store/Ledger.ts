import type { EventDraft, LedgerEvent } from '../verdicts/VerdictEvent';

/** An event from outside that was not taken, and why. */
export interface MergeConflict {
  id: string;
  reason: string;
}

/** What became of every event from outside. */
export interface MergeReport {
  added: LedgerEvent[];
  /** Events that the ledger had already. */
  known: number;
  conflicts: MergeConflict[];
}

/**
 * The append-only record of verdicts in this browser. `append` gives each draft its id (UUIDv7), client, gap-free sequence
 * and hash inside one strictly durable transaction and resolves only when that is complete: then, and only then, may the
 * screen say "saved". Several tabs may append at once. Failures reject with `StoreError`.
 */
export interface Ledger {
  /** Events that the second copy brought back when the ledger was opened. */
  readonly regained: number;
  /** Why the second copy has not all events; null where it has, or where there is none. */
  readonly copyProblem: string | null;
  /** From now on verdicts are of this person of the server's; those before stay whose they are. */
  actAs(person: string): Promise<void>;
  append(drafts: EventDraft[]): Promise<LedgerEvent[]>;
  /** Takes verified events from a backup or another device, each once; what is stored is never replaced. */
  merge(events: LedgerEvent[]): Promise<MergeReport>;
  /** All events, in the order in which this browser stored them. */
  events(): Promise<LedgerEvent[]>;
  /** Called with events that another tab stored, each at least once. Returns the function that ends the subscription. */
  onForeignEvents(listener: (events: LedgerEvent[]) => void): () => void;
  /**
   * How many events the ledger that localStorage remembers had more than the one found (storage was evicted or corrupted),
   * less those that the second copy or a backup has brought back since.
   */
  lostEvents(): Promise<number>;
}
