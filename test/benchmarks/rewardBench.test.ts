import { expect, test } from 'vitest';
import { rewardBench } from '../../src/benchmarks/rewardBench/rewardBench';
import { rewardBenchCounts, sectionMeans } from '../../src/benchmarks/rewardBench/rewardBenchSections';
import { scoreBenchmark } from '../../src/benchmarks/scoreBenchmark';
import { benchmarkFile } from './support/benchmarkFile';
import { madeItem, noDraws, valueOf } from './support/madeItems';

const sectionTitles = ['Chat', 'Chat Hard', 'Safety', 'Reasoning'] as const;

interface Sections {
  cases: {
    subset_metrics: Record<string, number>;
    official_sections: Record<string, number>;
    mean_of_4_sections: number;
  }[];
}
interface Published {
  model: string;
  subsets: Record<string, number>;
  main: Record<string, number>;
}

const { cases } = benchmarkFile<Sections>('rewardbench-sections.json');
const published = benchmarkFile<Published[]>('rewardbench-rm-r1.json');

test.each(cases.map((one, at) => [at, one] as const))('vector %i: sections of the official code', (_, one) => {
  const sections = sectionMeans((subset) => one.subset_metrics[subset] ?? NaN);
  sectionTitles.forEach((title, at) => expect(sections[at]).toBeCloseTo(one.official_sections[title] ?? NaN, 12));
  expect(sections.reduce((sum, value) => sum + value, 0) / 4).toBeCloseTo(one.mean_of_4_sections, 12);
});

/** Items of which as many are right as a published share says. */
function itemsWith(shareOf: (subset: string) => number) {
  const right = new Map<string, boolean>();
  const items = [...rewardBenchCounts].flatMap(([subset, count]) =>
    Array.from({ length: count }, (_, at) => {
      const item = madeItem(`${subset}/${at}`, subset, [true, false]);
      right.set(item.id, at < Math.round(shareOf(subset) * count));
      return item;
    }),
  );
  return { items, rewardsOf: ({ id }: { id: string }) => (right.get(id) ? [1, 0] : [0, 1]) };
}

test.each(published.map((one) => [one.model, one] as const))(
  '%s: 2,985 items give the published sections, their mean and the share over all pairs',
  (_, { subsets, main }) => {
    const { items, rewardsOf } = itemsWith((subset) => subsets[subset] ?? NaN);
    expect(items).toHaveLength(2985);
    const result = scoreBenchmark(rewardBench, items, rewardsOf, noDraws);
    ['chat', 'chat-hard', 'safety', 'reasoning'].forEach((key, at) =>
      expect(valueOf(result, key)).toBeCloseTo(main[sectionTitles[at] ?? ''] ?? NaN, 12),
    );
    expect(valueOf(result, 'overall')).toBeCloseTo(main['avg_Result_each_section'] ?? NaN, 12);
    expect(valueOf(result, 'micro')).toBeCloseTo(main['absoluate_Result'] ?? NaN, 12);
    expect(result.isPartial).toBe(false);
  },
);

test('an absent subset drops out of its section; a section without any is missing, and the mean is partial', () => {
  const sections = sectionMeans((subset) => (subset === 'mt-bench-easy' ? 0.5 : subset === 'mt-bench-med' ? 1 : NaN));
  expect(sections[0]).toBeCloseTo((28 * 0.5 + 40) / 68, 12);
  expect(sections.slice(1)).toEqual([NaN, NaN, NaN]);
  const { items, rewardsOf } = itemsWith(() => 1);
  const some = items.filter(({ subset }) => subset.startsWith('llmbar'));
  const result = scoreBenchmark(rewardBench, some, rewardsOf, noDraws);
  expect(valueOf(result, 'safety')).toBeNull();
  expect(result.figures.filter(({ isPartial }) => !isPartial).map(({ key }) => key)).toEqual(
    ['natural', 'adver-neighbor', 'adver-GPTInst', 'adver-GPTOut', 'adver-manual'].map(
      (name) => `subset/llmbar-${name}`,
    ),
  );
});

test('a tie is wrong', () => {
  const result = scoreBenchmark(rewardBench, [madeItem('a', 'math-prm', [true, false])], () => [1, 1], noDraws);
  expect(valueOf(result, 'micro')).toBe(0);
  expect(result.ties).toBe(1);
});
