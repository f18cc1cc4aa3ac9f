import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CurationSetup } from '../../../../server/curation/CurationSetup';
import { PlanRuns } from '../../../../server/curation/jobs/PlanRuns';
import { EngineRewards } from '../../../../server/curation/machines/rewards/EngineRewards';
import { TrainedModels } from '../../../../server/curation/models/TrainedModels';
import type { RunOutcome } from '../../../../server/curation/pipeline/Pipeline';
import type { ModelRegistry } from '../../../../server/curation/registration/ModelRegistry';
import { ServerRegistry } from '../../../../server/curation/registration/ServerRegistry';
import { openModel } from '../../../../server/engine/openModel';
import type { PlanRegistry } from '../../../../src/curation/plan/Plan';
import { CopyEngine } from './CopyEngine';
import { judgeTasks } from './people';
import { poolOf } from './poolOf';
import { runOnce, testSetup, writePool } from './testSetup';

const quiet = () => undefined;

export const trainerCard = `---
base_model: base
tags: [reward-model]
---
# train-final

A reward model.
`;

const manifest = { settings: { model: 'org/base', epochs: 1, max_steps: null, warmup: 0.03, precision: 'bfloat16' } };

/** Registers at a server at once or not at all. */
export function registryAt(
  folder: string,
  server: string,
  more: Partial<PlanRegistry> = {},
  token: string | null = null,
): ServerRegistry {
  const plan = { server, model: 'helpful', keyVariable: null, tags: [], patience: 0, ...more };
  return new ServerRegistry(plan, { token, dataFolder: join(folder, 'data') });
}

/** A training that is a copy. */
export function copying(checkpoint?: string): CopyEngine {
  return new CopyEngine({ card: trainerCard, manifest, ...(checkpoint !== undefined && { checkpoint }) });
}

/** A plan of one small iteration whose final training is a copy of a tiny checkpoint. */
export async function finalPlan(
  folder: string,
  base: string,
  registry: ModelRegistry | null,
  engine = copying(),
): Promise<CurationSetup> {
  const once = poolOf(20, 3, 0);
  // Each prompt comes twice: what has a held-out prompt must not be learned from.
  const twice = once.map((row) => ({ ...row, chosen: `${row.chosen} good`, rejected: `${row.rejected} then` }));
  const setup = testSetup(folder, base, await writePool(folder, { pool: [...once, ...twice] }));
  const runs = join(folder, 'runs');
  await mkdir(runs, { recursive: true });
  const options = { precision: null, template: null, threads: 1, dataFolder: join(folder, 'data') };
  const models = new TrainedModels({
    runFile: { settings: { model: 'org/base' }, digest: 'd' },
    runs: new PlanRuns({ folder: runs, engine, pollMs: 5 }),
    open: async (path) => new EngineRewards(await openModel({ kind: 'folder', path, keepGraph: true }, options, quiet, quiet)), // prettier-ignore
  });
  return {
    ...setup,
    stageOne: { ...setup.stageOne, iterations: 1, pairs: 30, verdicts: 14, heldOut: 0.5 },
    stageTwo: null,
    final: { models, registry },
  };
}

/** Runs a plan to its end, people included. */
export async function runFinal(folder: string, setup: CurationSetup): Promise<Extract<RunOutcome, { state: 'done' }>> {
  for (let round = 0; round < 4; round++) {
    const outcome = await runOnce(folder, setup);
    if (outcome.state === 'done') return outcome;
    await judgeTasks(join(folder, 'people'));
  }
  throw new Error('The plan waits for ever.');
}
