import type { BenchmarkItem } from '../BenchmarkItem';

export const itemOutcomes = ['right', 'wrong', 'tie', 'missing'] as const;

/** What a model made of an item: which response it put first. A tie: a right and a wrong one share the first place. */
export type ItemOutcome = (typeof itemOutcomes)[number];

/** @param rewards finite, in the order of the responses; null where one of them has none */
export function itemOutcome({ isRight }: BenchmarkItem, rewards: readonly number[] | null): ItemOutcome {
  if (rewards === null) return 'missing';
  const best = Math.max(...rewards);
  const first = isRight.filter((_, at) => rewards[at] === best);
  if (first.includes(true) && first.includes(false)) return 'tie';
  return first.includes(true) ? 'right' : 'wrong';
}
