import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BenchmarkReport } from '../../../src/benchmarks/report/BenchmarkReport';
import { benchmarkFile } from '../../benchmarks/support/benchmarkFile';
import { StandInHub } from '../../support/hub/StandInHub';
import { runBenchmark } from './support/runBenchmark';

vi.setConfig({ testTimeout: 60_000 });

const decoder = fileURLToPath(new URL('../../files/decoders/qwen3-4to1-tied', import.meta.url));

interface RewardModels {
  items: [pairId: string, source: string, label: string][];
  judges: {
    judge: string;
    official: Record<string, { two_orders: number; single_game: number; n: number }> & { macro4_as_Skywork_V2: number };
    scores: [number, number][];
  }[];
}

const { items, judges } = benchmarkFile<RewardModels>('judgebench-reward-models.json');

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-benchmark-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);
const run = (...args: string[]) => runBenchmark(['benchmark', ...args], inFolder('store'));
const linesOf = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const reportOf = async (name: string) => JSON.parse(await readFile(inFolder(name), 'utf8')) as BenchmarkReport;

/** Rows of JudgeBench in their official layout; the texts are short, the metric does not read them. */
const judgeBenchRows = (count = items.length) =>
  items.slice(0, count).map(([pair_id, source, label], at) => ({
    pair_id,
    original_id: at,
    source,
    question: `question ${at}`,
    response_model: 'gpt-4o-2024-05-13',
    response_A: `one ${at}`,
    response_B: `two ${at}`,
    label,
  }));

const judgment = (judge_model: string, scores: number[]) => ({
  decision: Number(scores[0]) > Number(scores[1]) ? 'A>B' : 'B>A',
  judgment: { judge_model, prompt: '', response: '', scores },
});

async function writeData(count?: number): Promise<string> {
  await writeFile(inFolder('judgebench.jsonl'), linesOf(judgeBenchRows(count)));
  return inFolder('judgebench.jsonl');
}

describe.each(judges.map((one) => [one.judge, one] as const))(
  '%s, from its result file to the report',
  (judge, one) => {
    const keys: [name: string, key: string][] = [
      ['mmlu-pro', 'knowledge'],
      ['livebench-reasoning', 'reasoning'],
      ['livebench-math', 'math'],
      ['livecodebench', 'coding'],
      ['Overall', 'micro'],
    ];

    async function report(out: string) {
      const rows = judgeBenchRows().map((row, at) => {
        const scores = one.scores[at] ?? [0, 0];
        return {
          ...row,
          judge_name: 'reward_model',
          judgments: [judgment(judge, scores), judgment(judge, scores.toReversed())],
        };
      });
      await writeFile(inFolder('judgments.jsonl'), linesOf(rows));
      return run(
        'judgebench',
        '--data',
        await writeData(),
        '--scores',
        inFolder('judgments.jsonl'),
        '--name',
        judge,
        '--out',
        inFolder(out),
      );
    }

    test('the official figures of every category and over all, in both orders and in one, and the mean of the categories', async () => {
      const { code, error } = await report('report.json');
      expect(error).toContain(`JudgeBench, ${judge}: 350 of 350 items from 1 file.`);
      expect(code).toBe(0);
      const { result, seven } = await reportOf('report.json');
      const value = (key: string) =>
        100 * (result.figures.find((figure) => figure.key === `gpt-4o/${key}`)?.value ?? NaN);
      for (const [name, key] of keys) {
        expect(value(`${key}/two_orders`), name).toBeCloseTo(one.official[name]?.two_orders ?? NaN, 10);
        expect(value(`${key}/single_game`), name).toBeCloseTo(one.official[name]?.single_game ?? NaN, 10);
      }
      expect(value('macro/two_orders')).toBeCloseTo(one.official.macro4_as_Skywork_V2, 10);
      expect(seven).toEqual({ judgebench: { value: value('macro/two_orders') / 100, isPartial: false } });
      expect(result.ties).toBe(judge.includes('27B') ? 3 : 1);
    });

    test('the same in the Markdown and in the CSV, to what they print', async () => {
      await report('report.md');
      const markdown = await readFile(inFolder('report.md'), 'utf8');
      expect(markdown).toContain(
        `| **GPT-4o: all pairs** | official, both orders | ${one.official['Overall']?.two_orders.toFixed(1) ?? ''} |`,
      );
      expect(markdown).toMatch(/\| Skywork-Reward-V2-Llama-3\.1-8B-40M \| 97\.8 \|.*\| 88\.6 \|/);
      expect(markdown).toContain('No mean of seven; missing or partial: RewardBench, RewardBench 2, PPE Preference');
      expect(markdown).toMatch(/rewards: judgments\.jsonl, \d+ bytes, sha256 `[0-9a-f]{64}`/);
      await report('report.csv');
      const lines = (await readFile(inFolder('report.csv'), 'utf8')).split('\r\n');
      expect(lines[1]).toContain(
        `gpt-4o/micro/two_orders,GPT-4o: all pairs,overall,"official, both orders",${String((one.official['Overall']?.two_orders ?? NaN) / 100)}`,
      );
    });
  },
);

describe('with a model', () => {
  test('it scores, keeps the rewards beside the report, and these give the same figures when they are brought', async () => {
    const data = await writeData(20);
    const first = await run('judgebench', '--data', data, '--model', decoder, '--out', inFolder('a.json'));
    expect(first.code, first.error).toBe(0);
    expect(await readdir(folder)).not.toContain('a.json.partial.jsonl');
    const scores = inFolder('a.scores.jsonl');
    const second = await run('judgebench', '--data', data, '--scores', scores, '--out', inFolder('b.json'));
    expect(second.code, second.error).toBe(0);
    const [one, other] = [await reportOf('a.json'), await reportOf('b.json')];
    expect(other.result).toEqual(one.result);
    expect(one.model).toMatchObject({
      kind: 'checkpoint',
      name: 'qwen3-4to1-tied',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(one.result.isPartial).toBe(true);
    expect(one.seven['judgebench']?.isPartial).toBe(true);
  });

  test('the output of assay score on the same file gives the same figures: both ask the model for the same texts', async () => {
    const data = await writeData(20);
    await run('judgebench', '--data', data, '--model', decoder, '--out', inFolder('a.json'));
    const scored = await runBenchmark(
      ['score', data, '--model', decoder, '--out', inFolder('s.parquet'), '--data', inFolder('store')],
      inFolder('store'),
    );
    expect(scored.code, scored.error).toBe(0);
    const brought = await run(
      'judgebench',
      '--data',
      data,
      '--scores',
      inFolder('s.parquet'),
      '--out',
      inFolder('b.json'),
    );
    expect(brought.code, brought.error).toBe(0);
    expect((await reportOf('b.json')).result).toEqual((await reportOf('a.json')).result);
  });

  test('an estimate says what it costs and writes nothing', async () => {
    const { code, out, error } = await run(
      'judgebench',
      '--data',
      await writeData(40),
      '--model',
      decoder,
      '--estimate',
      '--json',
    );
    expect(code, error).toBe(0);
    expect(error).toMatch(/40 items, 80 responses: about [\d,]+ tokens, about .+ on this device \(from 24 responses/);
    expect(JSON.parse(out)).toMatchObject({ state: 'estimated', items: 40, responses: 80, sampled: { responses: 24 } });
    expect((await readdir(folder)).sort()).toEqual(['judgebench.jsonl', 'store']);
  });
});

test('data come from a hub, and the name of the data set says which set of PPE Correctness it is', async () => {
  const hub = await StandInHub.start();
  try {
    const responses = Object.fromEntries(Array.from({ length: 32 }, (_, at) => [`response_${at + 1}`, `r${at}`]));
    const scores = Array.from({ length: 32 }, (_, at) => at === 0);
    const row = { question_id: 'q', prompt: 'p', ...responses, scores, sampled_conflict_pairs: [[0, 1]] };
    const bytes = new TextEncoder().encode(linesOf([row]));
    hub.add('datasets/maker/PPE-MATH-Best-of-K', new Map([['data/train.jsonl', bytes]]), { licence: 'mit' });
    const rewards = Array.from({ length: 32 }, (_, at) => -at);
    await writeFile(inFolder('r.jsonl'), linesOf([{ id: 'math/q', rewards }]));
    const data = ['--data', 'hf://datasets/maker/PPE-MATH-Best-of-K', '--hub', hub.base];
    const { code, error } = await run(
      'ppe-correctness',
      ...data,
      '--scores',
      inFolder('r.jsonl'),
      '--out',
      inFolder('p.json'),
    );
    expect(code, error).toBe(0);
    const { data: files, result } = await reportOf('p.json');
    expect(files).toMatchObject([{ name: 'PPE-MATH-Best-of-K/data/train.jsonl', bytes: bytes.length }]);
    expect(result.figures.find(({ key }) => key === 'math/accuracy')).toMatchObject({ value: 1, isPartial: true });
    expect(result.curves).toHaveLength(1);
  } finally {
    await hub.close();
  }
});

describe('what is wrong is said', () => {
  test('items without rewards end it with 3 and are named; ids of no item are counted', async () => {
    const data = await writeData(3);
    const [first, second] = items.map(([id]) => id);
    const rewards = [
      { id: first, rewards: [1, 0] },
      { id: second, rewards: ['NaN', 0] },
      { id: 'other', rewards: [1, 0] },
    ];
    await writeFile(inFolder('r.jsonl'), linesOf(rewards));
    const { code, error } = await run(
      'judgebench',
      '--data',
      data,
      '--scores',
      inFolder('r.jsonl'),
      '--out',
      inFolder('r.md'),
    );
    expect(code).toBe(3);
    expect(error).toContain('1 id with rewards is no item of the data, the first: other.');
    const markdown = await readFile(inFolder('r.md'), 'utf8');
    expect(markdown).toContain(`- ${second ?? ''}: a reward that is no finite number`);
    expect(markdown).toContain('**Partial:**');
  });

  test('flags that contradict each other, and an output that no report has', async () => {
    const data = await writeData(3);
    const usage = async (...args: string[]) => (await run('judgebench', '--data', data, ...args)).error;
    expect(await usage('--out', inFolder('a.md'))).toContain('Give either --model');
    expect(await usage('--scores', data, '--estimate')).toContain('--estimate needs --model');
    expect(await usage('--scores', data)).toContain('--out is missing');
    expect(await usage('--scores', data, '--out', inFolder('a.txt'))).toContain('must end in .md, .csv or .json');
    expect((await run('chess', '--data', data, '--scores', data, '--out', inFolder('a.md'))).code).toBe(2);
  });

  test('data of another benchmark name row and field, and nothing is written', async () => {
    const { code, error } = await run(
      'rm-bench',
      '--data',
      await writeData(3),
      '--scores',
      inFolder('x'),
      '--out',
      inFolder('a.md'),
    );
    expect(code).toBe(1);
    expect(error).toMatch(
      /judgebench\.jsonl, row 1: the field "domain" must be one of chat, math.*RM-Bench has id, prompt/,
    );
    expect(existsSync(inFolder('a.md'))).toBe(false);
  });

  test('a report that is there is not replaced unasked', async () => {
    const data = await writeData(3);
    await writeFile(inFolder('r.jsonl'), linesOf([{ id: items[0]?.[0], rewards: [1, 0] }]));
    const args = ['judgebench', '--data', data, '--scores', inFolder('r.jsonl'), '--out', inFolder('a.md')];
    await run(...args);
    expect((await run(...args)).error).toContain('a.md is there already');
    expect((await run(...args, '--restart')).code).toBe(3);
  });

  test('the mean of seven takes reports of the same model only', async () => {
    const data = await writeData(3);
    await writeFile(inFolder('r.jsonl'), linesOf([{ id: items[0]?.[0], rewards: [1, 0] }]));
    const scores = ['--data', data, '--scores', inFolder('r.jsonl')];
    await run('judgebench', ...scores, '--name', 'one', '--out', inFolder('one.json'));
    const other = await run(
      'judgebench',
      ...scores,
      '--name',
      'two',
      '--with',
      inFolder('one.json'),
      '--out',
      inFolder('two.md'),
    );
    expect(other.error).toContain('this report is of one, not of two');
    const none = await run('judgebench', ...scores, '--with', inFolder('r.jsonl'), '--out', inFolder('three.md'));
    expect(none.error).toContain('is no JSON report of "assay benchmark"');
  });
});
