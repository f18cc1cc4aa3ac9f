import type { AbstainedBecause, Vote } from './Vote';

/** What stands for each answer: numbers of samples, or weights of models. */
export interface Tally {
  first: number;
  second: number;
  undecidable: number;
}

/** Weights that differ by less are equal: sums of decimal fractions are not exact. */
const rounding = 1e-9;

/** The answer that has more than `share` of all that was said; else none, and why. */
export function decideVote(
  { first, second, undecidable }: Tally,
  share: number,
): { vote: Vote; because: AbstainedBecause | null } {
  const all = first + second + undecidable;
  const hasShare = (one: number) => one - share * all > rounding;
  if (hasShare(first) && first - second > rounding) return { vote: 'first', because: null };
  if (hasShare(second) && second - first > rounding) return { vote: 'second', because: null };
  if (hasShare(undecidable)) return { vote: 'abstain', because: 'undecidable' };
  return { vote: 'abstain', because: Math.abs(first - second) <= rounding ? 'tie' : 'divided' };
}
