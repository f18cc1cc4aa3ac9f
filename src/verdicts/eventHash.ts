import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../pairs/canonicalJson';
import type { LedgerEvent } from './VerdictEvent';

type Unsealed<Event> = Event extends LedgerEvent ? Omit<Event, 'hash'> : never;

/** A ledger event that has its place but not its hash yet. */
export type UnsealedEvent = Unsealed<LedgerEvent>;

/** sha256 (64 hex digits) over the UTF-8 bytes of a text. */
export type Sha256OfText = (text: string) => string;

/**
 * sha256 (64 hex digits) over the UTF-8 bytes of the canonical JSON of the event without `hash`.
 * @param sha256OfText where a platform has a quicker one than JavaScript's.
 */
export function eventHash(event: UnsealedEvent | LedgerEvent, sha256OfText: Sha256OfText = ownSha256): string {
  return sha256OfText(canonicalJson({ ...event, hash: undefined }));
}

/** JavaScript's own, the same everywhere. */
export function ownSha256(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
