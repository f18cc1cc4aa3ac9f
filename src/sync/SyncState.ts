import type { Refusal } from './Refusal';
import { wireLimits } from './wire/wireLimits';

/** Most events of a batch, and most bytes of its events: the rest of its body needs some too. */
export const mostEvents = wireLimits.batchEvents;
export const mostBytes = wireLimits.batchBytes - 1024;

/** An event that the server takes in no batch, however small. */
export interface Unsendable {
  id: string;
  code: 'too_large' | 'malformed';
  message: string;
}

/**
 * Where the exchange with the server stands: what is left to do, what is in the way. It lives as long as its tab; what must
 * outlive that is in the outbox. Times are milliseconds of a clock that only runs forwards, whatever is done to the calendar.
 */
export interface SyncState {
  push: boolean;
  pull: boolean;
  compare: boolean;
  park: Unsendable | null;
  /** Events that the next batch may have: fewer after the server found one too large. */
  batch: number;
  /** Moves in a row that failed. */
  failures: number;
  /** The server is asked nothing before. */
  notBefore: number;
  /** The server itself said so: no wish of the person's shortens it. */
  ordered: boolean;
  /** When the server is looked at again although nothing is left to do. */
  lookAt: number;
  compareAt: number;
  problem: Refusal | null;
}

/** A tab that has just been opened: it has everything to do. */
export function freshState(now: number): SyncState {
  const todo = { push: true, pull: true, compare: true, park: null };
  const waits = { failures: 0, notBefore: now, ordered: false, lookAt: now, compareAt: now };
  return { ...todo, ...waits, batch: mostEvents, problem: null };
}
