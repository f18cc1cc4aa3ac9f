import { ownSha256, type Sha256OfText } from '../../verdicts/eventHash';

/**
 * What an event adds to a digest: sha256 (hex) of its id, a colon and its hash.
 * @param sha256OfText where a platform has a quicker one than JavaScript's.
 */
export function fingerprintOf(
  { id, hash }: { id: string; hash: string },
  sha256OfText: Sha256OfText = ownSha256,
): string {
  return sha256OfText(`${id}:${hash}`);
}

/** The digest of no events. */
export const emptyXor = '0'.repeat(64);

/** XOR of two fingerprints, or of two digests of sets that share no event. */
export function xorHex(one: string, other: string): string {
  return (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(16).padStart(64, '0');
}
