import type { LedgerEvent } from '../../verdicts/VerdictEvent';

/** Events of one client that go to the server together. */
export interface OutboxBatch {
  client: string;
  /** Whether the client is another's: events that this browser only passes on, as a backup of the server. */
  relayed: boolean;
  /** The person who was signed in for the client; null where nobody was. */
  person: string | null;
  events: LedgerEvent[];
}

/** What the server said of a batch. What stands in neither list waits on. */
export interface Receipt {
  generation: string;
  acked: readonly string[];
  rejected: readonly { id: string; code: string; message: string }[];
}

/** Events of the server's ledger, each verified, and the cursor behind them. */
export interface Arrival {
  generation: string;
  events: readonly LedgerEvent[];
  /** The person behind a client, by the server's word. */
  annotators: Readonly<Record<string, string>>;
  /** The cursor that the page was asked with. */
  after: string | null;
  next: string;
  /** Reasons against events of the page that were no sound events. */
  refused: readonly string[];
}

export interface OutboxCounts {
  waiting: number;
  rejected: number;
  /** When the server last acknowledged an event (ISO 8601, UTC). */
  acknowledgedAt: string | null;
  /** Whether there was ever a server. */
  hasServer: boolean;
  /** The store that events go to. */
  store: string;
  refused: number;
  refusedReason: string | null;
}

/** The events that are acknowledged of one client that this browser is or was. */
export interface Acknowledged {
  client: string;
  events: { id: string; hash: string }[];
}
