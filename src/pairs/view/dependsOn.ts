import type { PairFilter, PairQuery } from './PairQuery';

const byRewards: PairFilter[] = ['disagreements', 'low_margin', 'unscored', 'too_long'];

/** Whether scoring or verdicts change what a query shows. */
export function dependsOn(query: PairQuery): { rewards: boolean; verdicts: boolean } {
  return {
    rewards: query.sort === 'margin' || query.sort === 'p' || byRewards.includes(query.filter),
    verdicts: query.filter === 'verified',
  };
}
