import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../pairs/canonicalJson';
import type { LedgerEvent } from './VerdictEvent';

type Unsealed<Event> = Event extends LedgerEvent ? Omit<Event, 'hash'> : never;

/** A ledger event that has its place but not its hash yet. */
export type UnsealedEvent = Unsealed<LedgerEvent>;

/** sha256 (64 hex digits) over the UTF-8 bytes of the canonical JSON of the event without `hash`. */
export function eventHash(event: UnsealedEvent | LedgerEvent): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson({ ...event, hash: undefined }))));
}
