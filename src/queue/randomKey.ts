import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { idLength } from '../pairs/idBytes';

/** The 32-bit word that a seed text stands for: the beginning of its sha256. */
export function seedWord(seed: string): number {
  return wordAt(sha256(utf8ToBytes(seed)), 0);
}

/** A number from 0 to below 1 for each whole number n, as if drawn at random, fixed for one seed (`seedWord`). */
export function chance(seed: number, n: number): number {
  return mix(mix(n ^ seed) + seed) / 2 ** 32;
}

/**
 * A 32-bit number that is random over pairs and fixed for one pair and one seed: the beginning of the content id, mixed
 * with the seed by the finaliser of MurmurHash3.
 */
export function randomKey(pairIds: Uint8Array, row: number, seed: number): number {
  return mix(mix(wordAt(pairIds, row * idLength) ^ seed) + wordAt(pairIds, row * idLength + 4));
}

function wordAt(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16);
  return (high | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
}

function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
