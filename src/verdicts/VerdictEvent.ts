import type { Controversiality, Objectivity, TaskCategory } from './attributeValues';

/** The four answers without a side, and the seven steps from "first much better" (-3) over tie (0) to "second much better" (3). */
export type Strength = -3 | -2 | -1 | 0 | 1 | 2 | 3;

export type Choice =
  | { kind: 'preference'; strength: Strength }
  | { kind: 'both_bad' }
  /** Nobody can decide it with what is there: the pair is discarded. */
  | { kind: 'undecidable' }
  /** Reasonable people differ, and neither of them is wrong. */
  | { kind: 'divergent' }
  | { kind: 'skip' };

/** What the person could see when the verdict was given. Verdicts given with rewards visible never become gold. */
export type Visibility = 'blind' | 'revealed';

/** Something that was looked up or run to judge a claim that a response makes. */
export interface Evidence {
  /** The claim, in words; it may be empty. */
  claim: string;
  /** http or https; empty where there is only a note. */
  link: string;
  note: string;
}

/**
 * What a verdict was given for. `repeat`: the same pair once more with its sides swapped, to see whether the person says the
 * same; it never is the label. `adjudication`: others' verdicts were in sight, and this one decides between them.
 */
export type Occasion = 'queue' | 'repeat' | 'adjudication';

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
  /** The protocol's id and version, as `protocolName` writes them. */
  protocol: string;
  /** The fields below came with schema 2. */
  occasion?: Occasion;
  evidence?: Evidence[];
  /** Which of the differences shown decided, by its code; empty where none was named. */
  decidedBy?: string;
  /** What the protocol asks for before this verdict may be gold and was not given, by the requirement's code. */
  lacks?: string[];
}

/** The preference attributes of a pair (Skywork-Reward-V2, section 3). Null: not said. */
export interface Attributes {
  category: TaskCategory | null;
  objectivity: Objectivity | null;
  controversiality: Controversiality | null;
  /** What a good answer to this prompt has. */
  desired: string;
  /** By which criteria these two responses are judged. */
  guideline: string;
}

/** What a person wrote or confirmed, and whether a machine's proposal stood there before. */
export interface AttributesData extends Attributes {
  basis: 'machine' | 'person';
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
  schema: 1 | 2;
  pair: string;
  /** Ids of the events that this one takes the place of. */
  supersedes: string[];
  /** sha256 (hex) of the canonical JSON of the event without `hash`. */
  hash: string;
}

/**
 * One person's immutable judgement of one pair, or of its attributes. Never edited: a change of mind is a newer event, an
 * undo is a `retraction` (the pair goes back to what it was before the superseded events), a redo is the verdict again.
 */
export type LedgerEvent =
  | (EventHead & { type: 'verdict'; data: VerdictData })
  | (EventHead & { type: 'attributes'; data: AttributesData })
  | (EventHead & { type: 'retraction'; data: { reason: 'undo' } });

/** An event before the ledger has given it its place: without client, sequence and hash. */
export type EventDraft =
  | { type: 'verdict'; pair: string; supersedes: string[]; data: VerdictData }
  | { type: 'attributes'; pair: string; supersedes: string[]; data: AttributesData }
  | { type: 'retraction'; pair: string; supersedes: string[]; data: { reason: 'undo' } };
