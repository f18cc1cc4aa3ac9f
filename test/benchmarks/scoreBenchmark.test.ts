import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Benchmark } from '../../src/benchmarks/Benchmark';
import type { BenchmarkItem } from '../../src/benchmarks/BenchmarkItem';
import { benchmarks } from '../../src/benchmarks/benchmarks';
import { scoreBenchmark } from '../../src/benchmarks/scoreBenchmark';
import { judgeBench } from '../../src/benchmarks/judgeBench/judgeBench';
import { madeItem, noDraws } from './support/madeItems';
import { madeBenchmark } from './support/madeBenchmark';

const settings = { draws: 100, seed: 7 };

/** Rewards of few values, so that many are equal, and whole, so that adding to them changes no order. */
const rewardsFor = (items: readonly BenchmarkItem[]) =>
  fc.tuple(
    ...items.map(({ responses }) =>
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: responses.length, maxLength: responses.length }),
    ),
  );

const named = benchmarks.map((benchmark) => [benchmark.name, benchmark] as const);

function resultOf(
  benchmark: Benchmark,
  items: readonly BenchmarkItem[],
  rewards: readonly number[][],
  change = (x: number) => x,
) {
  const byId = new Map(items.map(({ id }, at) => [id, rewards[at]?.map(change)]));
  return (order: readonly BenchmarkItem[]) => scoreBenchmark(benchmark, order, ({ id }) => byId.get(id), settings);
}

test.each(named)('%s: the order of the items changes nothing, to the last bit of the intervals', (_, benchmark) => {
  const items = madeBenchmark(benchmark.name);
  fc.assert(
    fc.property(rewardsFor(items), fc.shuffledSubarray([...items], { minLength: items.length }), (rewards, order) => {
      const score = resultOf(benchmark, items, rewards);
      expect(score(order)).toEqual(score(items));
    }),
    { numRuns: 10 },
  );
});

test.each(named)(
  '%s: rewards times a positive number plus another change nothing: only their order means anything',
  (_, benchmark) => {
    const items = madeBenchmark(benchmark.name);
    fc.assert(
      fc.property(
        rewardsFor(items),
        fc.constantFrom(0.5, 2, 1024),
        fc.integer({ min: -50, max: 50 }),
        (rewards, factor, shift) => {
          const plain = resultOf(benchmark, items, rewards)(items);
          expect(resultOf(benchmark, items, rewards, (x) => x * factor + shift)(items)).toEqual(plain);
        },
      ),
      { numRuns: 10 },
    );
  },
);

/** In RM-Bench the place of a response is its style. */
const freeOrder = named.filter(([name]) => name !== 'rm-bench');

test.each(freeOrder)('%s: the order in which the responses of an item stand changes nothing', (_, benchmark) => {
  const items = madeBenchmark(benchmark.name);
  fc.assert(
    fc.property(rewardsFor(items), fc.nat(), (rewards, by) => {
      const turned = items.map((item) => turnedItem(item, by));
      const plain = scoreBenchmark(benchmark, items, ({ id }) => rewards[placeOf(items, id)], noDraws);
      const other = scoreBenchmark(
        benchmark,
        turned,
        ({ id }) => turnedList(rewards[placeOf(items, id)] ?? [], by),
        noDraws,
      );
      plain.figures.forEach((figure, at) => {
        // This convention decides a tie by the side.
        if (figure.key.endsWith('single_game') || figure.value === null) return;
        expect(other.figures[at]?.value, figure.key).toBeCloseTo(figure.value, 12);
      });
    }),
    { numRuns: 20 },
  );
});

function placeOf(items: readonly BenchmarkItem[], wanted: string): number {
  return items.findIndex(({ id }) => id === wanted);
}

function turnedList<T>(list: readonly T[], by: number): T[] {
  return list.map((_, at) => list[(at + by) % list.length] as T);
}

function turnedItem(item: BenchmarkItem, by: number): BenchmarkItem {
  const n = item.responses.length;
  const place = (at: number) => (((at - by) % n) + n) % n;
  const comparisons = item.comparisons?.map(([one, other]): [number, number] => [place(one), place(other)]) ?? null;
  const [responses, isRight] = [turnedList(item.responses, by), turnedList(item.isRight, by)];
  return { ...item, responses, isRight, comparisons };
}

test('items without a finite reward for every response do not count and are named with the reason', () => {
  const items = ['a', 'b', 'c', 'd', 'e'].map((id) => madeItem(id, 'gpt-4o/math', [true, false]));
  const given: Record<string, (number | null)[]> = { a: [1, 0], b: [NaN, 0], c: [1], d: [null, 1] };
  const result = scoreBenchmark(judgeBench, items, ({ id }) => given[id], noDraws);
  expect(result.scored).toBe(1);
  expect(result.missing).toEqual([
    { id: 'b', reason: 'not_finite' },
    { id: 'c', reason: 'other_count' },
    { id: 'd', reason: 'no_rewards' },
    { id: 'e', reason: 'no_rewards' },
  ]);
  expect(result.figures.find(({ key }) => key === 'gpt-4o/micro/two_orders')).toMatchObject({
    value: 1,
    items: 1,
    isPartial: true,
  });
});

test('intervals: the same seed gives the same ones, another seed others, and they are near the score interval', () => {
  const items = Array.from({ length: 400 }, (_, at) => madeItem(String(at), 'gpt-4o/math', [true, false]));
  const rewardsOf = ({ id }: BenchmarkItem) => [Number(id) % 4 === 0 ? 0 : 2, 1];
  const of = (seed: number) =>
    scoreBenchmark(judgeBench, items, rewardsOf, { draws: 1000, seed }).figures.find(
      ({ key }) => key === 'gpt-4o/micro/two_orders',
    );
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
  // 300 of 400: 0.75, standard error 0.0217
  expect(of(1)?.low).toBeCloseTo(0.75 - 1.96 * 0.0217, 2);
  expect(of(1)?.high).toBeCloseTo(0.75 + 1.96 * 0.0217, 2);
});

test('one item alone has a figure and no interval; none at all has neither', () => {
  const one = [madeItem('a', 'gpt-4o/math', [true, false])];
  expect(scoreBenchmark(judgeBench, one, () => [1, 0], settings).figures[0]).toMatchObject({
    value: 1,
    low: null,
    high: null,
  });
  expect(scoreBenchmark(judgeBench, one, () => undefined, settings).figures).toEqual([]);
});
