import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { expect, test } from 'vitest';
import { trainerPython } from '../../scripts/prepareMachine.mjs';
import { PlanRuns } from '../../server/curation/jobs/PlanRuns';
import { EngineRewards } from '../../server/curation/machines/rewards/EngineRewards';
import { TrainedModels } from '../../server/curation/models/TrainedModels';
import { readRunFile } from '../../server/curation/plan/readRunFile';
import { openModel } from '../../server/engine/openModel';
import { LocalEngine } from '../../server/training/LocalEngine';
import { registryAt } from '../server/curation/support/finalPlan';
import { judgeTasks } from '../server/curation/support/people';
import { poolOf } from '../server/curation/support/poolOf';
import { scriptedMachines } from '../server/curation/support/ScriptedMachines';
import { runOnce, testSetup, writePool } from '../server/curation/support/testSetup';
import { serveLedger } from '../support/servedLedger';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Reward models of a tiny shape, trained by the trainer's own program on this processor: about half a minute. */
test('a plan trains its reward models for real, scores with them, and registers that of the whole data set with its card', async () => {
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
  const options = { precision: null, template: null, threads: 2, dataFolder: join(folder, 'data') };
  const models = new TrainedModels({
    runFile: await readRunFile(runFile),
    runs: new PlanRuns({
      folder: runs,
      engine: new LocalEngine({ command: [trainerPython(), '-m', 'trainer.job'], home: root }),
      pollMs: 100,
    }),
    open: async (path) =>
      new EngineRewards(
        await openModel(
          { kind: 'folder', path, keepGraph: false },
          options,
          () => undefined,
          () => undefined,
        ),
      ),
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
    machines: { ...setup.machines, models },
    final: { models, registry: registryAt(folder, served.address) },
  };
  expect((await runOnce(folder, plan)).state).toBe('waiting');
  await judgeTasks(join(folder, 'people'));
  const outcome = await runOnce(folder, plan);
  await machines.wire.stop();
  if (outcome.state !== 'done') throw outcome.reason;
  const run = outcome.outputs.get('train@1')?.manifest.key.slice(0, 16) ?? '';
  const evaluation = JSON.parse(await readFile(join(runs, `train-1-${run}`, 'eval.json'), 'utf8')) as { n?: number };
  expect(evaluation).toBeTypeOf('object');
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
}, 240_000);
