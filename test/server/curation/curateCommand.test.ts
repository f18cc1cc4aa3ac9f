import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { judgeTasks } from './support/people';
import { poolOf } from './support/poolOf';
import { runCurate } from './support/runCurate';
import { scriptedMachines } from './support/ScriptedMachines';
import { writePool } from './support/testSetup';
import { writePlan } from './support/writePlan';

vi.setConfig({ testTimeout: 60_000 });

const key = 'sk-never-written-anywhere';
let folder: string;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-curate-'));
  machines = await scriptedMachines();
  path = join(folder, 'plan.yaml');
  vi.stubEnv('JUDGE_KEY', key);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await machines.wire.stop();
});

test('a plan runs from its file: it waits for people, goes on, and then says what it did and why', async () => {
  await writePool(folder, { pool: poolOf(60), wild: poolOf(40, 2) });
  await writePlan(folder, machines.wire.base);
  const cost = await runCurate(folder, 'cost', path, '--json');
  const priced = JSON.parse(cost.out) as { all: Record<string, number> };
  // One judge, two samples: six pairs of the iteration and a quarter of the wild pool.
  expect(priced.all).toMatchObject({ verdicts: 6, calls: 2 * 6 + 2 * 10 });
  expect(machines.wire.calls).toHaveLength(0);

  const waiting = await runCurate(folder, 'run', path, '--json');
  expect(waiting.exitCode).toBe(3);
  expect(JSON.parse(waiting.out)).toMatchObject({
    state: 'waiting',
    waits: { step: 'human@1', wanted: 6, arrived: 0 },
  });
  const into = join(folder, 'data', 'curation', 'test');
  expect(await judgeTasks(join(into, 'people'))).toBe(6);
  const done = await runCurate(folder, 'resume', path, '--json');
  expect(done.error).toContain('Done:');
  const { dataSet } = JSON.parse(done.out) as { dataSet: string };
  const lines = (await readFile(dataSet, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { pair_id: string; origin: string; flipped: boolean });
  expect(lines.filter(({ origin }) => origin === 'gold')).toHaveLength(6);

  const status = await runCurate(folder, 'status', path);
  expect(status.out).toMatch(/^merge@1\s+gold 6, silver 6, sourced 12, flipped \d+$/m);
  const flipped = lines.find((line) => line.flipped);
  const explained = await runCurate(folder, 'explain', flipped?.pair_id ?? '', path);
  expect(explained.out).toMatch(/The label of the source was flipped/);
  expect(explained.out).toMatch(/gold model rm-gold@1 p = 0\.\d+, does not/);
  const gold = await runCurate(folder, 'explain', lines.find(({ origin }) => origin === 'gold')?.pair_id ?? '', path);
  expect(gold.out).toMatch(/1 person under test@1.*\nVerdict [0-9a-f-]{36}, sha256 [0-9a-f]{64}/);
  const silver = await runCurate(
    folder,
    'explain',
    lines.find(({ origin }) => origin === 'silver')?.pair_id ?? '',
    path,
  );
  expect(silver.exitCode).toBe(0);

  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((one) => one.isFile()))
    expect((await readFile(join(file.parentPath, file.name), 'latin1')).includes(key), file.name).toBe(false);
});

test('a plan whose settings changed half-way says what would be done again, and does it only when told to', async () => {
  await writePool(folder, { pool: poolOf(40), wild: poolOf(10, 2) });
  await writePlan(folder, machines.wire.base);
  await runCurate(folder, 'run', path);
  await judgeTasks(join(folder, 'data', 'curation', 'test', 'people'));
  await runCurate(folder, 'run', path);
  await writePlan(folder, machines.wire.base, { sampling: { samples: 4 } });
  const calls = machines.wire.calls.length;
  const refused = await runCurate(folder, 'run', path);
  expect(refused.exitCode).toBe(1);
  expect(refused.error).toMatch(/judge@1: its settings changed: asking\.samples 2 → 4/);
  expect(refused.error).toMatch(/merge@1: it follows judge@1/);
  expect(refused.error).not.toMatch(/human@1|train@1/);
  expect(machines.wire.calls).toHaveLength(calls);
  const redone = await runCurate(folder, 'run', path, '--redo');
  expect(redone.exitCode).toBe(0);
  // What was asked before is not asked again: of four samples two are new, and nothing else is.
  const paths = machines.wire.calls.slice(calls).filter(({ path: asked }) => asked !== '/v1/chat/completions');
  expect(
    paths.every(
      ({ body }) => JSON.stringify(body).includes('Jane has 12 apples') || JSON.stringify(body).includes('"width"'),
    ),
  ).toBe(true);
});

test('a plan that takes more than its budget is not begun', async () => {
  await writePool(folder, { pool: poolOf(40), wild: poolOf(10, 2) });
  await writePlan(folder, machines.wire.base, { budget: { calls: 5 } });
  const refused = await runCurate(folder, 'run', path);
  expect(refused.exitCode).toBe(1);
  expect(refused.error).toMatch(/more than its budget:\n {2}\d+ calls; the budget has 5\./);
  expect(machines.wire.calls).toHaveLength(0);
});

test('what a plan lacks is said: a file, a key, a misspelt setting', async () => {
  await writePlan(folder, machines.wire.base, { data: { pool: 'missing.jsonl' } });
  expect((await runCurate(folder, 'run', path)).error).toMatch(
    /The plan names missing\.jsonl, and there is no such file/,
  );
  await writePool(folder, { pool: poolOf(4), wild: poolOf(4, 2) });
  await writePlan(folder, machines.wire.base);
  vi.stubEnv('JUDGE_KEY', '');
  expect((await runCurate(folder, 'run', path)).error).toMatch(
    /environment variable JUDGE_KEY for a token, and it is not set/,
  );
  await writePlan(folder, machines.wire.base, { sampling: { sample: 4 } });
  expect((await runCurate(folder, 'run', path)).error).toMatch(/assay: Line \d+: .*sample/);
});
