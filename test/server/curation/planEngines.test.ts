import { mkdir, mkdtemp, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RayServer } from '../training/standIns/RayServer';
import { tinyCheckpoint } from './support/CopyEngine';
import { judgeTasks } from './support/people';
import { poolOf } from './support/poolOf';
import { runCurate } from './support/runCurate';
import { scriptedMachines } from './support/ScriptedMachines';
import { writePool } from './support/testSetup';
import { writePlan } from './support/writePlan';

vi.setConfig({ testTimeout: 120_000 });

const standIn = (name: string) => fileURLToPath(new URL(`../training/standIns/${name}`, import.meta.url));
let folder: string;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-engines-')));
  machines = await scriptedMachines();
  vi.stubEnv('JUDGE_KEY', 'key');
  await mkdir(join(folder, 'home/trainer/.venv/bin'), { recursive: true });
  await symlink(standIn('job.mjs'), join(folder, 'home/trainer/.venv/bin/python'));
  await writePool(folder, { pool: poolOf(40), wild: poolOf(20, 2) });
  await writePool(join(folder, 'start'), { pool: poolOf(20, 7, 0) });
  await writeFile(join(folder, 'base.yaml'), stringify({ model: tinyCheckpoint, seed: 5 }));
  await writeFile(join(folder, 'run.yaml'), stringify({ extends: ['base.yaml'], seed: 7 }));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await machines.wire.stop();
});

/** A plan that trains, embeds and scores by jobs alone, in a folder that it shares with its engine. */
function planOn(training: object): Promise<string> {
  return writePlan(folder, machines.wire.base, {
    data: { start: 'start/pool.jsonl' },
    machines: { training: 'run.yaml', best: 'none', gold: 'none', embedding: { wire: 'job', model: 'emb' } },
    training: { home: join(folder, 'home'), scoring: 'job', ...training },
  });
}

/** Runs it from its beginning, people's verdicts between. Returns its data set. */
async function ranThrough(name: string, training: object): Promise<string> {
  const path = await planOn({ runs: `shared-${name}`, ...training });
  const into = join(folder, name);
  const waiting = await runCurate(folder, 'run', path, '--into', into);
  expect(waiting.error).toContain('Waiting at human@1');
  await judgeTasks(join(into, 'people'));
  const done = await runCurate(folder, 'run', path, '--into', into, '--json');
  expect(done.error).toContain('Done:');
  return readFile((JSON.parse(done.out) as { dataSet: string }).dataSet, 'utf8');
}

test('a plan trains, embeds and scores by jobs of this machine, of Ray and of Slurm, with one data set', async () => {
  const local = await ranThrough('local', {});
  expect(local.split('\n').length).toBeGreaterThan(10);
  // Of the trainings their folders stay; those of passes go once they are read.
  const kept = await readdir(join(folder, 'shared-local'));
  expect(kept.filter((name) => /^(embed|score)/.test(name))).toEqual([]);
  expect(kept.filter((name) => name.startsWith('train-1-'))).toHaveLength(1);
  expect(machines.wire.calls.map(({ path }) => path).filter((path) => path !== '/v1/chat/completions')).toEqual([]);

  const ray = await RayServer.start('a-token-of-ray');
  vi.stubEnv('RAY_TOKEN', ray.token);
  const byRay = { engine: 'ray', address: ray.address, keyVariable: 'RAY_TOKEN' };
  expect(await ranThrough('ray', byRay)).toBe(local);
  await ray.close();

  const commands = join(folder, 'commands');
  vi.stubEnv('SLURM_STAND_IN', join(folder, 'cluster'));
  vi.stubEnv('PATH', `${commands}${delimiter}${process.env['PATH'] ?? ''}`);
  await Promise.all([mkdir(commands), mkdir(join(folder, 'cluster'))]);
  for (const name of ['sbatch', 'squeue', 'scancel', 'sacct'])
    await symlink(standIn('slurm.mjs'), join(commands, name));
  expect(await ranThrough('slurm', { engine: 'slurm', resources: ['--partition=gpu'] })).toBe(local);
  const job = await readFile(join(folder, 'cluster', '1001.json'), 'utf8');
  expect(JSON.parse(job)).toMatchObject({ partition: 'gpu' });

  for (const file of (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()))
    expect((await readFile(join(file.parentPath, file.name), 'latin1')).includes(ray.token), file.name).toBe(false);
});

test('an engine without what it needs is refused before anything runs', async () => {
  const refusal = async (training: object) => (await runCurate(folder, 'run', await planOn(training))).error;
  expect(await refusal({ engine: 'ray' })).toMatch(/"training" goes to a Ray cluster; add the "address"/);
  expect(await refusal({ resources: ['--gpus=1'] })).toMatch(/"resources" and "everyNode" are Slurm's/);
  expect(await refusal({ engine: 'slurm', resources: ['--wrap=reboot'] })).toMatch(/none of job-name/);
  const far = { engine: 'ray', address: 'http://ray.example.org:8265', keyVariable: 'JUDGE_KEY' };
  expect(await refusal(far)).toMatch(/JUDGE_KEY is not sent to http:\/\/ray\.example\.org:8265/);
});
