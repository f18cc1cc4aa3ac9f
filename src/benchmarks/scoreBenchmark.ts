import type { Benchmark } from './Benchmark';
import type { BenchmarkItem } from './BenchmarkItem';
import type { BenchmarkResult, Figure, MissingReason, SubsetCount } from './BenchmarkResult';
import { bootstrapFigures } from './bootstrapFigures';
import type { GivenReward } from './GivenReward';
import type { FigureName, ScoredItem } from './Metric';
import { reasonAgainst } from './reasonAgainst';

/** What there is of an item's responses, in their order. Undefined where there is nothing for the item. */
export type RewardsOf = (item: BenchmarkItem) => readonly GivenReward[] | undefined;

export interface ScoringSettings {
  /** Rows of the data that the metric leaves out; none unless given. */
  leftOut?: number;
  /** Bootstrap draws; 0 leaves the intervals out. */
  draws: number;
  seed: number;
}

/** What every report uses, so that another person gets the same figures. */
export const usualSettings: ScoringSettings = { draws: 1000, seed: 1 };

/**
 * The official figures of a benchmark from rewards. Items without a finite reward for every response do not count and are
 * named. The order of the items does not matter, to the last bit.
 */
export function scoreBenchmark(
  benchmark: Benchmark,
  items: readonly BenchmarkItem[],
  rewardsOf: RewardsOf,
  { draws, seed, leftOut = 0 }: ScoringSettings = usualSettings,
): BenchmarkResult {
  const { scored, missing } = sort(items, rewardsOf);
  const subsets = countSubsets(benchmark, items, scored, leftOut);
  const metric = benchmark.metric(scored);
  const values = metric.values(new Float64Array(scored.length).fill(1));
  const intervals = draws === 0 ? [] : bootstrapFigures(scored, metric, { draws, seed });
  const incomplete = new Set(subsets.filter(isIncomplete).map(({ subset }) => subset));
  const figures = metric.figures.map((name, at): Figure => {
    const { low = null, high = null } = intervals[at] ?? {};
    return { ...name, value: numberOr(values[at]), low, high, isPartial: isPartial(name, incomplete) };
  });
  return {
    benchmark: benchmark.name,
    items: items.length,
    scored: scored.length,
    missing,
    subsets,
    isPartial: incomplete.size > 0,
    ties: scored.filter(hasTie).length,
    figures,
    curves: metric.curves?.() ?? [],
    draws,
    seed,
  };
}

function sort(items: readonly BenchmarkItem[], rewardsOf: RewardsOf) {
  const scored: ScoredItem[] = [];
  const missing: { id: string; reason: MissingReason }[] = [];
  const ordered = items.toSorted((one, other) => compare(one.subset, other.subset) || compare(one.id, other.id));
  for (const item of ordered) {
    const rewards = rewardsOf(item);
    const reason = reasonAgainst(item, rewards);
    if (reason === null) scored.push({ item, rewards: rewards as number[] });
    else missing.push({ id: item.id, reason });
  }
  return { scored, missing };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function countSubsets(
  benchmark: Benchmark,
  items: readonly BenchmarkItem[],
  scored: readonly ScoredItem[],
  leftOut: number,
): SubsetCount[] {
  const found = counted(items.map(({ subset }) => subset));
  const counts = counted(scored.map(({ item }) => item.subset));
  const expected = benchmark.expected(found, leftOut);
  const names = [...new Set([...expected.keys(), ...found.keys()])];
  return names.map((subset) => ({
    subset,
    expected: expected.get(subset) ?? null,
    found: found.get(subset) ?? 0,
    scored: counts.get(subset) ?? 0,
  }));
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function isIncomplete({ expected, found, scored }: SubsetCount): boolean {
  return scored < Math.max(expected ?? 0, found);
}

function isPartial({ subsets }: FigureName, incomplete: ReadonlySet<string>): boolean {
  return subsets.some((subset) => incomplete.has(subset));
}

function hasTie({ item, rewards }: ScoredItem): boolean {
  const right = new Set(rewards.filter((_, at) => item.isRight[at]));
  return rewards.some((reward, at) => !item.isRight[at] && right.has(reward));
}

function numberOr(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
