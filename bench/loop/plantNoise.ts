import { seededShare } from '../../src/curation/seededShare';
import type { Signs } from './HeadTrainer';
import type { LoopPair } from './LoopPair';

/** `symmetric`: every label is as likely to be wrong. `length`: the wrong ones all choose the longer response. */
export const noises = ['symmetric', 'length'] as const;

export type Noise = (typeof noises)[number];

/** The source's labels of a pool: the truth, and a share of it turned round. */
export function plantNoise(
  { noise, wrong }: { noise: Noise; wrong: number },
  pairs: readonly LoopPair[],
  truth: Signs,
  pool: readonly number[],
  seed: string,
): Signs {
  const mayTurn = (row: number) => noise === 'symmetric' || (truth[row] ?? 0) * (pairs[row]?.length ?? 0) < 0;
  const share = Math.min(1, (wrong * pool.length) / pool.filter(mayTurn).length);
  const source = new Int8Array(truth.length);
  for (const row of pool) {
    const isTurned = mayTurn(row) && seededShare(seed, 'noise', noise, pairs[row]?.id ?? '') < share;
    source[row] = (truth[row] ?? 0) * (isTurned ? -1 : 1);
  }
  return source;
}
