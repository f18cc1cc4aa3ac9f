import type { LedgerEvent } from '../../verdicts/VerdictEvent';

/** The body of `PUT /v1/stores/{storeId}/batches/{batchId}`: events of one client. */
export interface Batch {
  /** Whose events these are; every event of the batch names this client. */
  client: string;
  /** The server's generation as the sender knows it. */
  generation: string;
  /** True where the client is not the sender's own: the sender passes on what the server may have lost. */
  relayed?: true;
  /** The person who was signed in when the client's events were made, by the id that the server gives in a session. */
  as?: string;
  events: LedgerEvent[];
}

/** Why the server parked an event instead of taking it into the ledger. A reader treats any other code like `schema`. */
export type RejectionCode = 'schema' | 'forbidden' | 'id_conflict' | 'seq_conflict';

export interface Rejection {
  /** Place of the event in the batch, from 0. */
  index: number;
  /** The event's id; null where it has none that can be read. */
  id: string | null;
  code: RejectionCode;
  /** For the person who looks at it: what rule, what arrived. */
  message: string;
}

/** What became of every event of a batch. What is in `acked` is on the server's disk. */
export interface BatchAnswer {
  generation: string;
  acked: string[];
  rejected: Rejection[];
  /** The cursor after the last event of the store. */
  head: string;
}
