import type { BenchmarkItem } from './BenchmarkItem';
import type { MissingReason } from './BenchmarkResult';
import type { GivenReward } from './GivenReward';

/** Why an item does not count; null where every response has a finite reward. */
export function reasonAgainst(item: BenchmarkItem, rewards: readonly GivenReward[] | undefined): MissingReason | null {
  if (rewards === undefined) return 'no_rewards';
  if (rewards.length !== item.responses.length) return 'other_count';
  if (rewards.includes('too_long')) return 'too_long';
  if (rewards.includes(null)) return 'no_rewards';
  return rewards.every(Number.isFinite) ? null : 'not_finite';
}
