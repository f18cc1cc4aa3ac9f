import { timingSafeEqual } from 'node:crypto';
import { sha256OfText } from '../ledger/sha256OfText';

/** What the database keeps of a secret: its SHA-256, in hex. */
export const secretHash = sha256OfText;

/** Whether a secret has that hash, in a time that does not depend on where they differ. */
export function hasHash(secret: string, hash: string): boolean {
  const [own, other] = [Buffer.from(secretHash(secret)), Buffer.from(hash)];
  return own.length === other.length && timingSafeEqual(own, other);
}
