import { expect, test } from 'vitest';
import { rmBench } from '../../src/benchmarks/rmBench/rmBench';
import { scoreBenchmark } from '../../src/benchmarks/scoreBenchmark';
import { benchmarkFile } from './support/benchmarkFile';
import { madeItem, noDraws, valueOf } from './support/madeItems';

interface Vector {
  rows: { id: string; domain: string; score_chosen: number[]; score_rejected: number[] }[];
  official: Record<string, number>;
}

const vectors = benchmarkFile<Vector[]>('rm-bench-vectors.json');
const sides = [true, true, true, false, false, false];

function resultOf(rows: Vector['rows'], settings = noDraws) {
  const items = rows.map(({ id, domain }) => madeItem(id, domain, sides));
  const rewards = new Map(rows.map((row) => [row.id, [...row.score_chosen, ...row.score_rejected]]));
  return scoreBenchmark(rmBench, items, ({ id }) => rewards.get(id), settings);
}

const keys = {
  chat: 'chat',
  math: 'math',
  code: 'code',
  safety: 'safety',
  hard_acc: 'hard',
  normal_acc: 'normal',
  easy_acc: 'easy',
  total_avg_acc: 'total',
};

test.each(vectors.map((vector, at) => [at, vector] as const))(
  'vector %i gives the figures of the official code',
  (_, { rows, official }) => {
    const result = resultOf(rows);
    for (const [name, key] of Object.entries(keys))
      expect(valueOf(result, key), name).toBeCloseTo(official[name] ?? NaN, 12);
  },
);

test('exact ties are counted, and count as wrong', () => {
  expect(vectors.map(({ rows }) => resultOf(rows).ties > 0)).toEqual(vectors.map((_, at) => at % 2 === 1));
  const tied = { id: 'a', domain: 'chat', score_chosen: [1, 1, 1], score_rejected: [1, 1, 1] };
  expect(valueOf(resultOf([tied]), 'chat')).toBe(0);
});

test('without math, what is there is called partial, and math is missing rather than 0', () => {
  const rows = (vectors[0]?.rows ?? []).filter(({ domain }) => domain !== 'math');
  const result = resultOf(rows);
  const of = (key: string) => result.figures.find((figure) => figure.key === key);
  expect(of('math')).toMatchObject({ value: null, isPartial: true });
  expect(of('total')?.isPartial).toBe(true);
  const { chat = 0, code = 0, safety = 0 } = vectors[0]?.official ?? {};
  expect(of('total')?.value).toBeCloseTo((chat + code + safety) / 3, 12);
  expect(result.subsets.find(({ subset }) => subset === 'math')).toEqual({
    subset: 'math',
    expected: 529,
    found: 0,
    scored: 0,
  });
});

test('a domain that is complete is not partial though others are', () => {
  const rows = Array.from({ length: 129 }, (_, at) => ({
    id: String(at),
    domain: 'chat',
    score_chosen: [1, 1, 1],
    score_rejected: [0, 0, 0],
  }));
  const result = resultOf(rows);
  expect(result.figures.filter(({ isPartial }) => !isPartial).map(({ key }) => key)).toEqual([
    'chat',
    'chat/easy',
    'chat/normal',
    'chat/hard',
  ]);
  expect(valueOf(result, 'total')).toBe(1);
});
