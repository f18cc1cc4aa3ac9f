import type { MissingReason } from '../BenchmarkResult';

/** Why an item does not count, in words. */
export const missingReasons: Record<MissingReason, string> = {
  no_rewards: 'no rewards',
  too_long: 'more tokens than the model takes',
  not_finite: 'a reward that is no finite number',
  other_count: 'another number of rewards than responses',
};
