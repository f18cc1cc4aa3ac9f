import type { Benchmark } from '../Benchmark';
import type { BenchmarkItem } from '../BenchmarkItem';
import type { BenchmarkResult } from '../BenchmarkResult';
import { scoreBenchmark, type RewardsOf } from '../scoreBenchmark';

/** Fewer draws than a report has: it is shown many times. */
const partialSettings = { draws: 200, seed: 1 };

/** What the rewards that have come so far give. */
export function partialFigures(
  benchmark: Benchmark,
  items: readonly BenchmarkItem[],
  rewardsOf: RewardsOf,
): BenchmarkResult {
  return scoreBenchmark(benchmark, items, rewardsOf, partialSettings);
}
