import { ownSha256 } from '../../verdicts/eventHash';

/** What an event adds to a digest: sha256 (hex) of its id, a colon and its hash. */
export function fingerprintOf(event: { id: string; hash: string }): string {
  return ownSha256(fingerprintText(event));
}

/** The text that a fingerprint is the sha256 of, for a platform that has a quicker one than JavaScript's. */
export function fingerprintText({ id, hash }: { id: string; hash: string }): string {
  return `${id}:${hash}`;
}

/** The digest of no events. */
export const emptyXor = '0'.repeat(64);

/** XOR of two fingerprints, or of two digests of sets that share no event. */
export function xorHex(one: string, other: string): string {
  return (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(16).padStart(64, '0');
}
