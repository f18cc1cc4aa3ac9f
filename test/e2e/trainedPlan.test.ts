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
import { poolOf } from '../server/curation/support/poolOf';
import { scriptedMachines } from '../server/curation/support/ScriptedMachines';
import { runOnce, testSetup, writePool } from '../server/curation/support/testSetup';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A reward model of a tiny shape, trained by the trainer's own program on this processor: about twenty seconds. */
test('a plan trains its reward model for real and scores stage 1 with it', async () => {
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
  const stageOne = { ...setup.stageOne, iterations: 1, pairs: 4, verdicts: 0 };
  const outcome = await runOnce(folder, {
    ...setup,
    stageOne,
    stageTwo: null,
    machines: { ...setup.machines, models },
  });
  await machines.wire.stop();
  if (outcome.state !== 'done') throw outcome.reason;
  const run = outcome.outputs.get('train@1')?.manifest.key.slice(0, 16) ?? '';
  const evaluation = JSON.parse(await readFile(join(runs, `train-1-${run}`, 'eval.json'), 'utf8')) as { n?: number };
  expect(evaluation).toBeTypeOf('object');
  expect(outcome.outputs.get('merge@1')?.manifest.counts).toEqual({ silver: 4 });
}, 240_000);
