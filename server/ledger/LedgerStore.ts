import type { Rejection } from '../../src/sync/wire/Batch';
import type { Digest } from '../../src/sync/wire/Digest';
import type { StoreList } from '../../src/sync/wire/StoreList';

/** Events of one client as somebody sent them, not looked into yet. */
export interface IncomingBatch {
  store: string;
  client: string;
  /** Who sent them, by the credential. */
  annotator: string;
  /**
   * Set where the client is not the sender's own, which is a backup of the server: `granted` to somebody who may pass on what others
   * said. The events stay the client's owner's.
   */
  relay?: 'granted' | 'refused';
  /** ISO 8601, UTC. */
  receivedAt: string;
  events: readonly unknown[];
}

/** What became of a batch; what is acknowledged is on the disk. */
export interface BatchOutcome {
  acked: string[];
  rejected: Rejection[];
  /** Position of the last event of the store. */
  head: number;
}

/** One event as the ledger keeps it. */
export interface StoredEvent {
  position: number;
  client: string;
  annotator: string;
  receivedAt: string;
  link: string;
  /** The event's canonical JSON. */
  body: string;
}

/** Events of a store after a position, and whether there are more. */
export interface StoredPage {
  events: StoredEvent[];
  /** The position up to which the ledger was gone through: where the next page begins. */
  upTo: number;
  more: boolean;
}

/** An event that was rejected, kept whole. */
export interface ParkedEvent {
  client: string;
  /** The person behind the client; whoever sent a forbidden event was another. */
  annotator: string;
  id: string | null;
  seq: number | null;
  code: string;
  message: string;
  receivedAt: string;
  /** JSON of what arrived. */
  body: string;
}

/** One client's line of the ledger's books. */
export interface ClientRecord {
  client: string;
  annotator: string;
  count: number;
  maxSeq: number;
  xor: string;
  /** The last link of its chain. */
  link: string;
}

/**
 * The ledger on a server: it only grows. Methods that name a store throw `UnknownStoreError` where there is none of that id;
 * all throw `StorageError` when the database cannot do it, and then nothing of the call has happened.
 */
export interface LedgerStore {
  /** The database in words, for the person at the terminal; without a password. */
  readonly place: string;
  /** Random; another one after the ledger was restored, perhaps by another process. */
  generation(): Promise<string>;
  stores(): Promise<StoreList['stores']>;
  /** Takes batches in one transaction, in their order. Resolves when all of it is durable. */
  append(batches: readonly IncomingBatch[]): Promise<BatchOutcome[]>;
  /** Events after a position, in the order in which they were taken; at least one where there is one. */
  page(store: string, after: number, limit: number, maxChars: number): Promise<StoredPage>;
  /** The same as somebody may read it who judges blind: see `blindPage`. @param reader an annotator */
  blindPage(store: string, after: number, limit: number, maxChars: number, reader: string): Promise<StoredPage>;
  head(store: string): Promise<number>;
  digest(store: string, client: string): Promise<Omit<Digest, 'generation'>>;
  clients(store: string): Promise<ClientRecord[]>;
  /** Events parked and not accepted since, oldest first. */
  parked(store: string, client: string | null): Promise<ParkedEvent[]>;
  /** Keeps events parked elsewhere, as they were parked there, under their clients, new ones too. */
  keepParked(store: string, events: readonly ParkedEvent[]): Promise<void>;
  /** Puts another generation in place, after a restore. */
  renewGeneration(): Promise<string>;
  /** Faults that the database finds in its own files; empty where it finds none, or does not look by itself. */
  integrityFaults(): Promise<string[]>;
  /** Resolves when the database answers and can be written. */
  check(): Promise<void>;
  close(): Promise<void>;
}
