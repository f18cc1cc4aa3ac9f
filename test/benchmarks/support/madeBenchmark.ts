import type { BenchmarkItem } from '../../../src/benchmarks/BenchmarkItem';
import { madeItem } from './madeItems';

const pair = [true, false];

/** A few items of every kind that a benchmark has. */
const made: Record<string, () => BenchmarkItem[]> = {
  rewardbench: () =>
    ['alpacaeval-easy', 'mt-bench-med', 'math-prm', 'hep-cpp'].flatMap((subset) =>
      many(4, (n) => madeItem(`${subset}/${n}`, subset, pair)),
    ),
  rewardbench2: () => [
    ...many(6, (n) => madeItem(`Math/${n}`, 'Math', [true, false, false, false])),
    ...many(4, (n) => madeItem(`Ties/ref:${n}`, 'Ties', [true, false, false], { unit: `Ties/${n}` })),
    ...many(4, (n) => madeItem(`Ties/tied:${n}`, 'Ties', [true, true, false, false], { unit: `Ties/${n}` })),
  ],
  'ppe-preference': () =>
    many(8, (n) =>
      madeItem(`${n}`, 'votes', n % 3 === 0 ? pair : pair.toReversed(), { slices: n % 2 === 0 ? ['is_code'] : [] }),
    ),
  'ppe-correctness': () =>
    ['mmlu-pro', 'ifeval'].flatMap((subset) =>
      many(4, (n) =>
        madeItem(`${subset}/${n}`, subset, [true, false, n % 2 === 0, false], {
          comparisons: [
            [0, 1],
            [3, 0],
            [0, 1],
          ],
        }),
      ),
    ),
  rmb: () =>
    ['pair/helpfulness', 'bon/helpfulness', 'bon/harmlessness'].flatMap((subset) =>
      many(4, (n) =>
        madeItem(`${subset}/${n}`, subset, subset.startsWith('bon') ? [true, false, false] : pair, {
          slices: [`c${n % 2}`],
        }),
      ),
    ),
  'rm-bench': () =>
    ['chat', 'math', 'code', 'safety-refuse', 'safety-response'].flatMap((subset) =>
      many(3, (n) => madeItem(`${subset}/${n}`, subset, [true, true, true, false, false, false])),
    ),
  judgebench: () =>
    ['gpt-4o/knowledge', 'gpt-4o/math', 'claude-3-5-sonnet/coding'].flatMap((subset) =>
      many(5, (n) => madeItem(`${subset}/${n}`, subset, n % 2 === 0 ? pair : pair.toReversed())),
    ),
};

export function madeBenchmark(name: string): BenchmarkItem[] {
  const items = made[name]?.();
  if (!items) throw new Error(`no made items of ${name}`);
  return items;
}

function many(count: number, item: (n: number) => BenchmarkItem): BenchmarkItem[] {
  return Array.from({ length: count }, (_, n) => item(n));
}
