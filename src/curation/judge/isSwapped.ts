import { sha256Hex } from '../../pairs/sha256Hex';

/**
 * Whether a sample shows the second response as "Candidate 1". The paper shows the candidates in random order; here exactly half of
 * the samples of a pair are swapped, every other one, and the seed and the pair decide which half: of an odd number the extra one is
 * as likely on either side, and the same sample is the same request each time.
 */
export function isSwapped(seed: string, pair: string, sample: number): boolean {
  return (sample + coin(seed, pair, 'samples')) % 2 === 1;
}

/** Whether an example shows its second response first: by chance, so that the better one has no place of its own. */
export function isExampleSwapped(seed: string, pair: string, example: string): boolean {
  return coin(seed, pair, example) === 1;
}

function coin(seed: string, pair: string, what: string): number {
  return Number.parseInt(sha256Hex(JSON.stringify([seed, pair, what])).slice(0, 2), 16) % 2;
}
