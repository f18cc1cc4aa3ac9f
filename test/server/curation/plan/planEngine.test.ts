import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planEngine } from '../../../../server/curation/plan/planEngine';
import type { TrainingEngine } from '../../../../server/training/TrainingEngine';
import { TrainingRuns } from '../../../../server/training/TrainingRuns';
import { readPlan } from '../../../../src/curation/plan/readPlan';
import { standInTrainer } from '../../training/engineConformance';
import { RayServer } from '../../training/standIns/RayServer';

const slurm = fileURLToPath(new URL('../../training/standIns/slurm.mjs', import.meta.url));
const token = 'a-token-of-ray-that-is-in-no-file';
let folder: string;
let path: string | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-plan-engine-'));
  path = process.env['PATH'];
  // The trainer's Python of a home: here a program that runs the stand-in.
  const bin = join(folder, 'home/trainer/.venv/bin');
  await mkdir(bin, { recursive: true });
  const [node, trainer] = standInTrainer;
  await writeFile(join(bin, 'python'), `#!/bin/sh\necho "module $1 $2"\nshift 2\nexec '${node}' '${trainer}' "$@"\n`, {
    mode: 0o755,
  });
});
afterEach(async () => {
  process.env['PATH'] = path;
  delete process.env['SLURM_STAND_IN'];
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

function engineOf(training: string, environment: NodeJS.ProcessEnv = {}): TrainingEngine {
  const plan = readPlan(`plan: tiny
seed: 7
data: { start: start.jsonl, pool: pool.jsonl }
people: { verdicts: 40 }
machines: { training: run.yaml, embedding: { wire: built_in, model: rm } }
training: ${training}
`);
  return planEngine(plan.training, join(folder, 'home'), environment);
}

/** Runs the trainer's program by an engine, from its start to its end. */
async function runBy(engine: TrainingEngine): Promise<string> {
  const run = join(folder, 'runs', 'one');
  await mkdir(run, { recursive: true });
  await writeFile(join(run, 'plan.json'), JSON.stringify({ steps: 2, stepMs: 5 }));
  const runs = new TrainingRuns(join(folder, 'runs'), engine, 20);
  await runs.submit('one');
  const events: string[] = [];
  for await (const { event } of runs.events('one')) events.push(event);
  expect(events.at(-1)).toBe('done');
  return runs.log('one');
}

const words = /module -m trainer\.job\narguments \[".*\/runs\/one"/;

test('without a word a plan trains by processes of this machine', async () => {
  const engine = engineOf('{}');
  expect(engine.name).toBe('local');
  expect(await runBy(engine)).toMatch(words);
});

test('a plan trains on a Ray cluster, its token from the environment and in no file', async () => {
  const ray = await RayServer.start(token);
  const engine = engineOf(`{ engine: ray, address: '${ray.address}', keyVariable: RAY_KEY }`, {
    RAY_KEY: `${token}\n`,
  });
  // Ray's driver spreads the run over the cluster.
  expect(await runBy(engine)).toMatch(/module -m trainer\.job\narguments \[".*\/runs\/one","--ray"\]/);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      expect(await readFile(join(entry.parentPath, entry.name), 'latin1'), entry.name).not.toContain(token);
  await ray.close();
});

test("a plan trains on Slurm with the plan's resources", async () => {
  const [commands, state] = [join(folder, 'commands'), join(folder, 'slurm')];
  await Promise.all([mkdir(commands), mkdir(state)]);
  for (const name of ['sbatch', 'squeue', 'scancel', 'sacct']) await symlink(slurm, join(commands, name));
  process.env['SLURM_STAND_IN'] = state;
  process.env['PATH'] = `${commands}:${path}`;
  const engine = engineOf('{ engine: slurm, resources: [--partition=gpu, --gpus-per-node=8] }');
  expect(await runBy(engine)).toMatch(words);
  const [job = ''] = (await readdir(state)).filter((name) => name.endsWith('.json'));
  expect(JSON.parse(await readFile(join(state, job), 'utf8'))).toMatchObject({ name: 'assay-one-1', partition: 'gpu' });
});

test('"home" is where the trainer lies on the machines of the engine', async () => {
  const engine = engineOf(`{ home: '${join(folder, 'elsewhere')}' }`);
  await expect(runBy(engine)).rejects.toThrow(/elsewhere\/trainer\/\.venv\/bin\/python could not be started/);
});

describe('a token', () => {
  const ray = (address: string) => `{ engine: ray, address: '${address}', keyVariable: RAY_KEY }`;

  test('that is not set is missed before anything is asked', () => {
    expect(() => engineOf(ray('http://localhost:8265'))).toThrow(
      'The plan names the environment variable RAY_KEY for a token, and it is not set.',
    );
  });

  test('leaves this machine encrypted or not at all, and no error shows it', () => {
    const failing = () => engineOf(ray('http://ray.example.org:8265'), { RAY_KEY: token });
    expect(failing).toThrow(
      'The token in RAY_KEY is not sent to http://ray.example.org:8265: it must begin with https.',
    );
    expect(failing).not.toThrow(token);
    expect(engineOf(ray('https://ray.example.org'), { RAY_KEY: token }).name).toBe('ray');
  });

  test('that the cluster refuses is not shown', async () => {
    const server = await RayServer.start('another');
    const engine = engineOf(ray(server.address), { RAY_KEY: token });
    const error = await runBy(engine).catch((one: unknown) => one);
    expect(String(error)).toMatch(/asks for another token/);
    expect(inspect(error, { depth: 9 })).not.toContain(token);
    await server.close();
  });
});
