import fc from 'fast-check';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pipeline } from '../../../../server/curation/pipeline/Pipeline';
import type { StageOutput } from '../../../../server/curation/pipeline/StageOutput';
import type { CleanSettings } from '../../../../server/curation/stages/cleanStep';
import { stepsOf } from '../../../../server/curation/stepsOf';
import type { SharedPassage } from '../../../../src/curation/decontaminate/ContaminationReport';
import { poolOf, type PoolLine } from '../support/poolOf';
import { runCurate } from '../support/runCurate';
import { silentView, testSetup, writePool } from '../support/testSetup';
import { writePlan } from '../support/writePlan';

vi.setConfig({ testTimeout: 60_000 });

/** Nobody answers here: reading and cleaning ask no machine. */
const nobody = 'http://localhost:9';
const boilerplate = 'You are a helpful assistant. Think step by step, then give the final answer on a line of its own.';
const stolen = 'Jane has 12 apples and gives 4 of them to her friend Mark. How many apples does Jane have left today?';

interface Report {
  words: number;
  scope: string;
  tested: number;
  contaminated: number;
  unnamed: number;
  benchmarks: { benchmark: string; pairs: number }[];
  passages: SharedPassage[];
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-contamination-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Reads and cleans a pool. */
async function cleaned(into: string, pool: PoolLine[], clean: Partial<CleanSettings>): Promise<StageOutput> {
  const setup = testSetup(into, nobody, await writePool(into, { pool }));
  const steps = stepsOf({ ...setup, clean: { ...setup.clean, ...clean } }).slice(0, 2);
  const options = { view: silentView, signal: new AbortController().signal, redo: true };
  const outcome = await new Pipeline(join(into, 'run'), steps, 4).run(options);
  const output = outcome.state === 'done' ? outcome.outputs.get('clean') : undefined;
  if (output === undefined) throw new Error('The pool could not be cleaned.');
  return output;
}

async function reportOf(output: StageOutput): Promise<{ text: string; report: Report }> {
  const text = await readFile(output.file('contamination.json'), 'utf8');
  return { text, report: JSON.parse(text) as Report };
}

test('the report lies beside the shards, is part of the manifest, and is the same bytes wherever it is made', async () => {
  const pool = poolOf(12).map((line, at) => (at < 3 ? { ...line, prompt: `${boilerplate} Question ${at}?` } : line));
  pool.push({ prompt: stolen, chosen: 'Eight.', rejected: 'Four.' });
  const prompts = [
    { benchmark: 'b', item: '7', text: stolen },
    { benchmark: 'a', item: 'x', text: `${boilerplate} Name a river.` },
    { benchmark: 'c', item: 'y', text: `${boilerplate} Name a lake.` },
  ];
  const one = await cleaned(join(folder, 'one'), pool, { prompts });
  expect(one.manifest.counts).toEqual({ contaminated: 4, kept: 9 });
  expect(one.manifest.shards.map(({ name }) => name)).toContain('contamination.json');
  const { text, report } = await reportOf(one);
  expect(report).toMatchObject({ words: 13, scope: 'prompt', tested: 13, contaminated: 4, unnamed: 0 });
  expect(report.benchmarks).toEqual([
    { benchmark: 'a', pairs: 3 },
    { benchmark: 'b', pairs: 1 },
    { benchmark: 'c', pairs: 3 },
  ]);
  expect(report.passages.map(({ benchmark, item, pairs }) => [benchmark, item, pairs])).toEqual([
    ['a', 'x', 3],
    ['c', 'y', 3],
    ['b', '7', 1],
  ]);
  expect(report.passages[0]?.passage).toMatch(/^you are a helpful assistant think .* a line of its own$/);
  const other = await cleaned(join(folder, 'other'), pool, { prompts });
  expect((await reportOf(other)).text).toBe(text);
  expect(other.digest).toBe(one.digest);
});

test('without a benchmark there is a report that says so', async () => {
  const { report } = await reportOf(await cleaned(folder, poolOf(5), {}));
  expect(report).toMatchObject({ tested: 5, contaminated: 0, benchmarks: [], passages: [] });
});

test('clearing what the report lists keeps those pairs, and a next report lists nothing but what was not cleared', async () => {
  const words = (most: number) =>
    fc.array(fc.constantFrom('one', 'two', "Three's", 'か'), { minLength: 1, maxLength: most });
  const text = (most: number) => words(most).map((some) => some.join(' '));
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(text(12), { minLength: 1, maxLength: 10 }),
      fc.array(text(8), { minLength: 1, maxLength: 3 }),
      async (asked, given) => {
        const into = await mkdtemp(join(folder, 'plan-'));
        const pool = asked.map((prompt, at) => ({ prompt, chosen: `good ${at}`, rejected: `bad ${at}` }));
        const prompts = given.map((one, at) => ({ benchmark: `b${at}`, item: '1', text: one }));
        const first = await reportOf(await cleaned(into, pool, { prompts, n: 3 }));
        const cleared = first.report.passages.map(({ passage }) => passage);
        const after = await cleaned(into, pool, { prompts, n: 3, cleared });
        expect(after.manifest.counts).toEqual({ kept: pool.length });
        const [kept = '', ...others] = new Set(cleared);
        const some = await reportOf(await cleaned(into, pool, { prompts, n: 3, cleared: others }));
        // Of the one that is not cleared others may have cleared all n-grams; else its pairs are left.
        const left = some.report.passages.map(({ passage }) => passage);
        expect(left.every((passage) => kept.includes(passage))).toBe(true);
      },
    ),
    { numRuns: 6 },
  );
});

test('a person finds the report by the status, clears what is none in a file of the plan, and the pairs are kept', async () => {
  const pool = poolOf(20).map((line, at) => (at < 5 ? { ...line, prompt: `${boilerplate} Question ${at}?` } : line));
  await writePool(folder, {
    pool: [...pool, { prompt: stolen, chosen: 'Eight.', rejected: 'Four.' }],
    wild: poolOf(8, 2),
  });
  const items = [boilerplate, stolen].map((text, item) => JSON.stringify({ benchmark: 'exam', item, text }));
  await writeFile(join(folder, 'exam.jsonl'), items.join('\n'));
  vi.stubEnv('JUDGE_KEY', 'key');
  const path = await writePlan(folder, nobody, { data: { benchmarks: 'exam.jsonl' } });
  const cost = await runCurate(folder, 'cost', path);
  const line = /^clean {10}contaminated 6, kept 23; review (.*contamination\.json)$/m;
  expect(cost.error).toMatch(line);
  const status = await runCurate(folder, 'status', path);
  const named = line.exec(status.out)?.[1] ?? '';
  const { steps } = JSON.parse((await runCurate(folder, 'status', path, '--json')).out) as {
    steps: { step: string; review: string | null }[];
  };
  expect(steps.filter(({ review }) => review !== null)).toMatchObject([{ step: 'clean', review: named }]);

  const { passages } = JSON.parse(await readFile(named, 'utf8')) as Report;
  const [most] = passages;
  expect(most).toMatchObject({ benchmark: 'exam', item: '0', pairs: 5 });
  await writeFile(join(folder, 'cleared.txt'), `${most?.passage ?? ''}\n`);
  await writePlan(folder, nobody, { data: { benchmarks: 'exam.jsonl', cleared: 'cleared.txt' } });
  expect((await runCurate(folder, 'cost', path)).error).toMatch(/clean: its settings changed: cleared/);
  await runCurate(folder, 'cost', path, '--redo');
  expect((await runCurate(folder, 'status', path)).out).toMatch(/^clean {10}contaminated 1, kept 28; review /m);
  vi.unstubAllEnvs();
});
