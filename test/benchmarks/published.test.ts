import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { benchmarks } from '../../src/benchmarks/benchmarks';
import { meanOfSeven, sevenNames, type SevenFigures } from '../../src/benchmarks/meanOfSeven';
import { publishedTables } from '../../src/benchmarks/published/publishedTables';
import { sevenBenchmarks } from '../../src/benchmarks/published/sevenBenchmarks';
import { scoreBenchmark } from '../../src/benchmarks/scoreBenchmark';
import { madeBenchmark } from './support/madeBenchmark';
import { noDraws } from './support/madeItems';

const tables = [sevenBenchmarks, ...publishedTables].map(
  (table) => [`${table.benchmark}, ${table.title}`, table] as const,
);

/** The transcripts of what was printed. */
const transcripts: Record<string, string> = {
  'seven, The seven benchmarks': 'seven_benchmarks_published',
  'rewardbench2, By subset': 'rewardbench2_fig6',
  'rewardbench2, By subset, models of the first paper': 'rewardbench2_table3',
  'ppe-preference, Accuracy': 'human_preference_metrics_published',
  'ppe-correctness, Accuracy': 'correctness_accuracy_published',
  'ppe-correctness, ROC AUC': 'correctness_auc_published',
  'ppe-correctness, Best of K, highest': 'correctness_best_of_k_score_published',
  'rmb, Best of N': 'rmb_bon_table3',
  'rm-bench, By difficulty': 'rm_bench_fig5',
  'rm-bench, By domain and difficulty': 'rm_bench_leaderboard',
  'judgebench, By category, GPT-4o split': 'judgebench_table2',
};

function transcript(name: string): Map<string, string[]> {
  const text = readFileSync(new URL(`../files/benchmarks/published/${name}.csv`, import.meta.url), 'utf8');
  const [head = [], ...rows] = parse(text, { bom: true });
  const at = Math.max(head.indexOf('Model'), head.indexOf('Model Name'), head.indexOf('Reward Model'));
  return new Map(rows.map((row) => [row[at] ?? '', row]));
}

test.each(tables)('%s: every number is the one that was printed, in the order of the columns', (name, { rows }) => {
  const printed = transcript(transcripts[name] ?? '');
  for (const [model, values] of rows) {
    const cells = (printed.get(model) ?? []).map((cell) => (cell === '-' ? null : Number(cell)));
    // One of them prints its mean first.
    expect(rest([...cells, cells[1] ?? null], values), model).toEqual([]);
  }
});

/** What is left of the values when each was looked for behind the one before it. */
function rest(cells: readonly (number | null)[], values: readonly (number | null)[]): (number | null)[] {
  let at = 0;
  for (const cell of cells) if (at < values.length && cell === values[at]) at++;
  return values.slice(at);
}

test.each(publishedTables.map((table) => [`${table.benchmark}, ${table.title}`, table] as const))(
  '%s: its columns are figures that the benchmark has',
  (_, { benchmark: name, keys, rows }) => {
    const benchmark = benchmarks.find((one) => one.name === name);
    if (!benchmark) throw new Error(name);
    const { figures } = scoreBenchmark(benchmark, madeBenchmark(name), () => undefined, noDraws);
    const all = scoreBenchmark(
      benchmark,
      madeBenchmark(name),
      ({ responses }) => responses.map((_r, at) => -at),
      noDraws,
    );
    const has = new Set([...figures, ...all.figures].map(({ key }) => key));
    expect(keys.filter((key) => !has.has(key))).toEqual([]);
    expect(rows.every(([, values]) => values.length === keys.length)).toBe(true);
  },
);

/** Tables whose last column is the plain mean of the others, at the precision that is printed. */
const means = publishedTables.filter(({ source, keys }) => keys.length > 1 && !source.includes('leaderboard'));

test.each(means.map((table) => [`${table.benchmark}, ${table.title}`, table] as const))(
  '%s: the printed mean is the mean of the printed parts',
  (_, { rows, benchmark, unit, source }) => {
    // JudgeBench, Qwen3-4B and the o3-mini rows are printed with other means in two places; correctness has two decimals.
    const tolerance =
      unit === 'share' ? 0.0081 : benchmark === 'judgebench' ? 0.08 : source.includes('figure 5') ? 0.1 : 0.051;
    for (const [model, values] of rows) {
      const parts = values.slice(0, -1).map(Number);
      const mean = parts.reduce((sum, value) => sum + value, 0) / parts.length;
      expect(Math.abs(mean - Number(values.at(-1))), model).toBeLessThanOrEqual(tolerance + 1e-9);
    }
  },
);

const complete = sevenBenchmarks.rows.filter(([, values]) => !values.includes(null));

test('the mean of seven of every complete published row, at its printed precision', () => {
  expect(complete).toHaveLength(15);
  for (const [model, values] of complete) {
    const figures: SevenFigures = Object.fromEntries(
      sevenNames.map((name, at) => [name, { value: Number(values[at]) / 100, isPartial: false }]),
    );
    const { mean } = meanOfSeven(figures);
    expect(Math.abs((mean ?? NaN) * 100 - Number(values.at(-1))), model).toBeLessThanOrEqual(0.0601);
  }
});

test('one benchmark that is missing or partial, and there is no mean', () => {
  const all: SevenFigures = Object.fromEntries(sevenNames.map((name) => [name, { value: 0.5, isPartial: false }]));
  expect(meanOfSeven(all)).toEqual({ mean: 0.5, missing: [] });
  expect(meanOfSeven({ ...all, rmb: { value: 0.5, isPartial: true } })).toEqual({ mean: null, missing: ['rmb'] });
  const some = Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'judgebench'));
  expect(meanOfSeven(some)).toEqual({ mean: null, missing: ['judgebench'] });
});

test('the eight models of Skywork-Reward-V2 are there, with all seven', () => {
  expect(complete.filter(([model]) => model.startsWith('Skywork-Reward-V2-'))).toHaveLength(8);
});

test('every benchmark has the figure that the mean is made of', () => {
  for (const benchmark of benchmarks) {
    const result = scoreBenchmark(
      benchmark,
      madeBenchmark(benchmark.name),
      ({ responses }) => responses.map((_, at) => -at),
      noDraws,
    );
    expect(result.figures.map(({ key }) => key)).toContain(benchmark.headline);
  }
});

test('the 31 rows of the RM-Bench leaderboard that are kept: domains, difficulties and total agree', () => {
  const rows = publishedTables.find(({ title }) => title === 'By domain and difficulty')?.rows ?? [];
  expect(rows).toHaveLength(31);
  const mean = (values: (number | null)[]) =>
    values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length;
  for (const [model, values] of rows) {
    expect(Math.abs(mean(values.slice(0, 4)) - Number(values[7])), model).toBeLessThanOrEqual(0.11);
    expect(Math.abs(mean(values.slice(4, 7)) - Number(values[7])), model).toBeLessThanOrEqual(0.11);
  }
});
