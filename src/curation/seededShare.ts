import { sha256Hex } from '../pairs/sha256Hex';

const digits = 12;

/** A number from 0 to below 1, as if drawn at random over the words, and the same for the same words: a seed, a purpose, an id. */
export function seededShare(...words: readonly string[]): number {
  return Number.parseInt(sha256Hex(JSON.stringify(words)).slice(0, digits), 16) / 16 ** digits;
}
