import { seededShare } from '../seededShare';

/**
 * Whether a sample shows the second response as "Candidate 1". The paper shows the candidates in random order; here exactly half of
 * the samples of a pair are swapped, every other one, and the seed and the pair decide which half: of an odd number the extra one is
 * as likely on either side, and the same sample is the same request each time.
 */
export function isSwapped(seed: string, pair: string, sample: number): boolean {
  const begins = seededShare(seed, 'samples', pair) < 0.5 ? 0 : 1;
  return (sample + begins) % 2 === 1;
}

/** Whether an example shows its second response first: by chance, so that the better one has no place of its own. */
export function isExampleSwapped(seed: string, pair: string, example: string): boolean {
  return seededShare(seed, 'example', pair, example) < 0.5;
}
