import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { processStart } from '../../../server/training/processStart';
import { readCuration } from '../../../src/sync/curation/readCuration';
import { tinyCheckpoint } from './support/CopyEngine';
import { poolOf } from './support/poolOf';
import { runCurate } from './support/runCurate';
import { scriptedMachines } from './support/ScriptedMachines';
import { writePool } from './support/testSetup';
import { writePlan } from './support/writePlan';

vi.setConfig({ testTimeout: 60_000 });

const trainer = fileURLToPath(new URL('../training/standIns/job.mjs', import.meta.url));
let folder: string;
let path: string;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;

/** A plan whose training waits until the file `go` is there. */
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-interrupted-')));
  machines = await scriptedMachines();
  vi.stubEnv('JUDGE_KEY', 'key');
  const home = join(folder, 'home');
  await mkdir(join(home, 'trainer/.venv/bin'), { recursive: true });
  await symlink(trainer, join(home, 'trainer/.venv/bin/python'));
  await writePool(folder, { pool: poolOf(20) });
  await writePool(join(folder, 'start'), { pool: poolOf(20, 7, 0) });
  await writeFile(join(folder, 'run.yaml'), stringify({ model: tinyCheckpoint, until: join(folder, 'go') }));
  path = await writePlan(folder, machines.wire.base, {
    data: { start: 'start/pool.jsonl', wild: [] },
    machines: { training: 'run.yaml', best: 'none', gold: 'none' },
    training: { home },
  });
});
afterEach(async () => {
  await writeFile(join(folder, 'go'), '');
  vi.unstubAllEnvs();
  await machines.wire.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const run = (...flags: string[]) => runCurate(folder, 'run', path, '--into', join(folder, 'into'), ...flags);

async function boardTraining() {
  const board = readCuration.board(JSON.parse(await readFile(join(folder, 'into/board.json'), 'utf8')));
  return { state: board.state, training: board.iterations[0]?.training };
}

async function runFolder(): Promise<string> {
  const [name = ''] = await readdir(join(folder, 'into/runs'));
  return join(folder, 'into/runs', name);
}

/** Whether the process of the training lives. */
async function isAlive(): Promise<boolean> {
  const { handle } = JSON.parse(await readFile(join(await runFolder(), 'job.json'), 'utf8')) as { handle: string };
  const [pid = '', start] = handle.split('@');
  return (await processStart(Number(pid))) === start;
}

const figures = [{ step: 1, loss: 0.5, goldAccuracy: 0.75 }];

async function interruptedWhileItTrains(...flags: string[]): Promise<void> {
  const first = run(...flags);
  const shown = { phase: 'running', step: 1, steps: 1, figures };
  await vi.waitFor(
    async () => expect(await boardTraining()).toMatchObject({ state: 'running', training: shown }),
    20_000,
  );
  process.emit('SIGINT');
  const { exitCode, error } = await first;
  expect([exitCode, error]).toEqual([130, expect.stringContaining('Interrupted')]);
  expect((await boardTraining()).state).toBe('stopped');
}

async function goesOn(starts: number): Promise<void> {
  await writeFile(join(folder, 'go'), '');
  expect((await run()).error).toContain('Waiting at human@1');
  const metrics = await readFile(join(await runFolder(), 'metrics.jsonl'), 'utf8');
  expect(metrics.match(/"started"/g)).toHaveLength(starts);
  expect(await readdir(join(folder, 'into/runs'))).toHaveLength(1);
  // What was told twice stands there once.
  expect(await boardTraining()).toMatchObject({ state: 'waiting', training: { phase: 'done', figures } });
}

test('a plan that is interrupted leaves its training going: the next run finds it, on the board too', async () => {
  await interruptedWhileItTrains();
  expect(await isAlive()).toBe(true);
  await goesOn(1);
});

test('with --stop-training the training ends as well, and goes on with the next run', async () => {
  await interruptedWhileItTrains('--stop-training');
  await vi.waitFor(async () => expect(await isAlive()).toBe(false), 5_000);
  await goesOn(2);
});
