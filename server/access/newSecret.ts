import { randomBytes } from 'node:crypto';

/** 256 random bits as text (43 characters of base64url): nothing to guess, so one quick hash keeps it. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
