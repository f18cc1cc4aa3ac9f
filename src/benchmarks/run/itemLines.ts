import { ContentIds } from '../../pairs/contentId';
import type { BenchmarkItem } from '../BenchmarkItem';
import type { RewardsOf } from '../scoreBenchmark';
import { reasonAgainst } from '../reasonAgainst';
import type { BenchmarkData } from './BenchmarkData';
import type { ItemLine, ItemLines, ItemQuestion } from './BenchmarkContract';
import { itemOutcome, type ItemOutcome } from './itemOutcome';

/** The items of a subset with a certain outcome, in the order of the data. */
export function itemLines(
  data: BenchmarkData,
  rewardsOf: RewardsOf,
  { subset, outcome, from, to }: ItemQuestion,
): ItemLines {
  const counts: Record<ItemOutcome, number> = { right: 0, wrong: 0, tie: 0, missing: 0 };
  const found: BenchmarkItem[] = [];
  for (const item of data.items) {
    if (subset !== null && item.subset !== subset) continue;
    const its = outcomeOf(item, rewardsOf);
    counts[its]++;
    if (outcome === null || its === outcome) found.push(item);
  }
  return { lines: found.slice(from, to).map((item) => lineOf(data, item, rewardsOf)), total: found.length, counts };
}

function outcomeOf(item: BenchmarkItem, rewardsOf: RewardsOf): ItemOutcome {
  const rewards = rewardsOf(item);
  return itemOutcome(item, reasonAgainst(item, rewards) === null ? (rewards as number[]) : null);
}

function lineOf(data: BenchmarkData, item: BenchmarkItem, rewardsOf: RewardsOf): ItemLine {
  const { id, subset, isRight } = item;
  const rewards = rewardsOf(item);
  return {
    id,
    subset,
    outcome: outcomeOf(item, rewardsOf),
    reason: reasonAgainst(item, rewards),
    rewards: [...(rewards ?? [])],
    isRight,
    pairs: pairsOf(data, item),
  };
}

function pairsOf(data: BenchmarkData, item: BenchmarkItem): string[] {
  const ids = data.ids(item);
  const content = new ContentIds(item.prompt);
  const [right, wrong] = [true, false].map((side) => new Set(ids.filter((_, at) => item.isRight[at] === side)));
  return [...(right ?? [])].flatMap((one) =>
    [...(wrong ?? [])].filter((other) => other !== one).map((other) => content.item([one, other])),
  );
}
