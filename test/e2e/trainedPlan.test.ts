import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { expect, test } from 'vitest';
import { trainerPython } from '../../scripts/prepareMachine.mjs';
import { PlanRuns } from '../../server/curation/jobs/PlanRuns';
import type { ShardJob } from '../../server/curation/jobs/ShardJob';
import { EngineRewards } from '../../server/curation/machines/rewards/EngineRewards';
import { TrainedModels } from '../../server/curation/models/TrainedModels';
import type { SqlRow } from '../../server/curation/pipeline/ShardSql';
import { readRunFile } from '../../server/curation/plan/readRunFile';
import { openModel } from '../../server/engine/openModel';
import { LocalEngine } from '../../server/training/LocalEngine';
import { registryAt } from '../server/curation/support/finalPlan';
import { judgeTasks } from '../server/curation/support/people';
import { poolOf } from '../server/curation/support/poolOf';
import { scriptedMachines } from '../server/curation/support/ScriptedMachines';
import { runOnce, testSetup, writePool } from '../server/curation/support/testSetup';
import { serveLedger } from '../support/servedLedger';
import { rowsOf, scoredBothWays } from './support/scoredBothWays';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Reward models of a tiny shape, trained by the trainer's own program on this processor: about a minute where nothing else runs. */
test('a plan trains its reward models for real, embeds and scores by jobs, and registers that of the whole data set with its card', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-trained-'));
  const base = join(folder, 'base');
  const make = `from pathlib import Path; from trainer.tests.job_folders import decoder; decoder('qwen3', Path(${JSON.stringify(base)}))`;
  execFileSync(trainerPython(), ['-c', make], { cwd: root, stdio: 'pipe' });
  const settings = {
    ...{ model: base, precision: 'float32', store: 'float32', max_length: 256, global_batch: 8, batch_per_process: 4 },
    ...{ learning_rate: 0.002, max_steps: 4, checkpoint_every: 2, log_every: 2, gradient_checkpointing: false },
  };
  const runFile = join(folder, 'run.yaml');
  await writeFile(runFile, stringify(settings));
  const runs = join(folder, 'runs');
  await mkdir(runs);
  const planRuns = new PlanRuns({
    folder: runs,
    engine: new LocalEngine({ command: [trainerPython(), '-m', 'trainer.job'], home: root }),
    pollMs: 100,
  });
  const job = (kind: 'score' | 'embed', model: string): ShardJob => ({
    runs: planRuns,
    settings: { kind, model, revision: null, precision: 'float32', batch: 8, workers: 1 },
  });
  const byEngine = {
    runFile: await readRunFile(runFile),
    runs: planRuns,
    open: (path: string) => openRewards(path, join(folder, 'data')),
  };
  // The plan's iterations score by jobs, its final model by the built-in engine.
  const models = new TrainedModels({
    ...byEngine,
    scoring: { id: 'job', job: (checkpoint) => job('score', checkpoint) },
  });
  const machines = await scriptedMachines();
  const start = (await writePool(join(folder, 'start'), { pool: poolOf(24, 7, 0) })).map((file) => ({
    ...file,
    part: 'start' as const,
  }));
  const files = await writePool(folder, { pool: poolOf(12) });
  const setup = testSetup(folder, machines.wire.base, [...start, ...files]);
  const served = await serveLedger();
  const plan = {
    ...setup,
    stageOne: { ...setup.stageOne, iterations: 1, pairs: 8, verdicts: 4, heldOut: 0.4 },
    stageTwo: null,
    machines: { ...setup.machines, models, embedding: { id: 'base@1', job: job('embed', base) } },
    final: { models: new TrainedModels(byEngine), registry: registryAt(folder, served.address) },
  };
  expect((await runOnce(folder, plan)).state).toBe('waiting');
  await judgeTasks(join(folder, 'people'));
  const outcome = await runOnce(folder, plan);
  await machines.wire.stop();
  if (outcome.state !== 'done') throw outcome.reason;
  const run = outcome.outputs.get('train@1')?.manifest.key.slice(0, 16) ?? '';
  const evaluation = JSON.parse(await readFile(join(runs, `train-1-${run}`, 'eval.json'), 'utf8')) as { n?: number };
  expect(evaluation).toBeTypeOf('object');
  const [clean, embed] = ['clean', 'embed'].map((label) => outcome.outputs.get(label)?.table ?? '');
  const best = join(runs, `train-1-${run}`, 'model');
  const engine = new TrainedModels(byEngine);
  expectSameRewards(await scoredBothWays(folder, clean ?? '', best, { job: models, engine }));
  await expectVectors(await rowsOf(folder, `select vector from ${embed}`), base);
  expect((await readdir(runs)).filter((name) => /^(score|embed)/.test(name))).toEqual([]);
  expect(outcome.outputs.get('merge@1')?.manifest.counts).toMatchObject({ gold: 4, silver: 4 });
  const final = outcome.outputs.get('train-final')?.manifest;
  const manifest = await (await fetch(`${served.address}/v1/models/helpful/versions/candidate`)).json();
  expect(manifest).toMatchObject({
    version: 1,
    architecture: 'Qwen3ForSequenceClassification',
    origin: { kind: 'run', run: `train-final-${final?.key.slice(0, 16)}` },
  });
  const card = await (await fetch(`${served.address}/v1/models/helpful/versions/1/files/README.md`)).text();
  // Once each: what the trainer wrote, and what the plan adds.
  expect(card.match(/^## .*$/gm)).toEqual([
    ...['## On gold', '## How to use it', '## How it was made'],
    ...['## What it learned from', '## Beside the models before it', '## Licence', '## Intended use'],
  ]);
  expect(card).toContain('| Data set | 4 gold pairs (verified by people), 4 silver ones (by machines) |');
  expect(card).toContain(outcome.outputs.get('export')?.manifest.key);
  // Where things lie on this machine is nobody's business.
  expect(card).not.toContain(folder);
  await served.close();
}, 480_000);

async function openRewards(path: string, dataFolder: string): Promise<EngineRewards> {
  const options = { precision: 'f32' as const, template: null, threads: 2, dataFolder };
  const nobody = () => undefined;
  return new EngineRewards(await openModel({ kind: 'folder', path, keepGraph: false }, options, nobody, nobody));
}

/** How far two implementations of one model in float32 may lie from each other: sums in another order. */
const tolerance = 1e-4;

function expectSameRewards(rows: readonly SqlRow[]): void {
  expect(rows).toHaveLength(36);
  const of = (way: string) => rows.flatMap((row) => [Number(row[`${way}_first`]), Number(row[`${way}_second`])]);
  const [byJob, byEngine] = [of('job'), of('engine')];
  // Rewards that are all the same would show nothing.
  expect(Math.max(...byJob) - Math.min(...byJob)).toBeGreaterThan(100 * tolerance);
  expect(Math.max(...byJob.map((reward, at) => Math.abs(reward - (byEngine[at] ?? NaN))))).toBeLessThan(tolerance);
}

/** A job's vectors: one for each pair, of length 1 and of the model's width. */
async function expectVectors(rows: readonly SqlRow[], base: string): Promise<void> {
  const vectors = rows.map(({ vector }) => new Float32Array(Uint8Array.from(vector as Uint8Array).buffer));
  expect(vectors).toHaveLength(12);
  const config = JSON.parse(await readFile(join(base, 'config.json'), 'utf8')) as { hidden_size: number };
  for (const vector of vectors) {
    expect(vector).toHaveLength(config.hidden_size);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  }
  expect(new Set(vectors.map(String)).size).toBe(12);
}
