/** The three answers without a side, and the seven steps from "first much better" (-3) over tie (0) to "second much better" (3). */
export type Strength = -3 | -2 | -1 | 0 | 1 | 2 | 3;

export type Choice =
  { kind: 'preference'; strength: Strength } | { kind: 'both_bad' } | { kind: 'undecidable' } | { kind: 'skip' };

/** What the person could see when the verdict was given. Verdicts given with rewards visible never become gold. */
export type Visibility = 'blind' | 'revealed';

export interface VerdictData {
  choice: Choice;
  visibility: Visibility;
  /** Which canonical response stood on the left (or above, on a narrow screen). */
  left: 'first' | 'second';
  rationale: string;
  reasons: string[];
  /** Milliseconds from the pair's first paint to the key. */
  elapsedMs: number;
  /** Why the queue offered this pair. */
  queueReason: string;
  protocol: string;
}

interface EventHead {
  /** UUIDv7; the idempotency key. */
  id: string;
  storeId: string;
  client: string;
  /** Gap-free per client, from 1, given in the transaction that stores the event. */
  seq: number;
  /** ISO 8601, UTC, as the client's clock had it. */
  at: string;
  schema: 1;
  pair: string;
  /** Ids of the events that this one takes the place of. */
  supersedes: string[];
  /** sha256 (hex) of the canonical JSON of the event without `hash`. */
  hash: string;
}

/**
 * One person's immutable judgement of one pair. Never edited: a change of mind is a newer verdict, an undo is a
 * `retraction` (the pair goes back to what it was before the superseded events), a redo is the verdict again.
 */
export type LedgerEvent =
  (EventHead & { type: 'verdict'; data: VerdictData }) | (EventHead & { type: 'retraction'; data: { reason: 'undo' } });

/** An event before the ledger has given it its place: without client, sequence and hash. */
export type EventDraft =
  | { type: 'verdict'; pair: string; supersedes: string[]; data: VerdictData }
  | { type: 'retraction'; pair: string; supersedes: string[]; data: { reason: 'undo' } };
