import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Which canonical response stands on the left (above, on a narrow screen): one bit of the sha256 of seed and pair id. Both
 * are as likely over pairs, whatever label or model say, and a pair shows the same order each time it comes back.
 */
export function sideOrder(seed: string, pair: string): 'first' | 'second' {
  const [byte = 0] = sha256(utf8ToBytes(`side:${seed}:${pair}`));
  return byte % 2 === 0 ? 'first' : 'second';
}
