import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What an event adds to a digest: sha256 (hex) of its id, a colon and its hash. */
export function fingerprintOf({ id, hash }: { id: string; hash: string }): string {
  return bytesToHex(sha256(utf8ToBytes(`${id}:${hash}`)));
}

/** The digest of no events. */
export const emptyXor = '0'.repeat(64);

/** XOR of two fingerprints, or of two digests of sets that share no event. */
export function xorHex(one: string, other: string): string {
  let result = '';
  for (let at = 0; at < 64; at += 8) {
    const word = (parseInt(one.slice(at, at + 8), 16) ^ parseInt(other.slice(at, at + 8), 16)) >>> 0;
    result += word.toString(16).padStart(8, '0');
  }
  return result;
}
