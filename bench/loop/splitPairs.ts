import { seededShare } from '../../src/curation/seededShare';
import type { LoopPair } from './LoopPair';

/** Of all prompts; half of the others go to stage 1, half to stage 2. */
const testShare = 0.25;

/** Parts the pairs by what their dialogues begin with, so that no request is on two sides. */
export function splitPairs(pairs: readonly LoopPair[], seed: string): Record<'test' | 'unverified' | 'wild', number[]> {
  const sides: Record<'test' | 'unverified' | 'wild', number[]> = { test: [], unverified: [], wild: [] };
  pairs.forEach(({ group }, row) => {
    const place = seededShare(seed, 'split', group);
    sides[place < testShare ? 'test' : place < (1 + testShare) / 2 ? 'unverified' : 'wild'].push(row);
  });
  return sides;
}
