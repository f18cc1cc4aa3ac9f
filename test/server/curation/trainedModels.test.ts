import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PlanRuns } from '../../../server/curation/jobs/PlanRuns';
import { EngineEmbeddings } from '../../../server/curation/machines/embeddings/EngineEmbeddings';
import { EngineRewards } from '../../../server/curation/machines/rewards/EngineRewards';
import type { RewardMachine } from '../../../server/curation/machines/RewardMachine';
import { TrainedModels } from '../../../server/curation/models/TrainedModels';
import { openModel } from '../../../server/engine/openModel';
import type { TrainingEngine } from '../../../server/training/TrainingEngine';
import { CopyEngine, tinyCheckpoint as tiny } from './support/CopyEngine';
import { judgeTasks } from './support/people';
import { poolOf } from './support/poolOf';
import { scriptedMachines } from './support/ScriptedMachines';
import { runOnce, testSetup, writePool } from './support/testSetup';

let folder: string;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-trained-'));
  machines = await scriptedMachines();
});
afterEach(() => machines.wire.stop());

function open(path: string) {
  const options = { precision: null, template: null, threads: 1, dataFolder: join(folder, 'data') };
  return openModel(
    { kind: 'folder', path, keepGraph: false },
    options,
    () => undefined,
    () => undefined,
  );
}

async function trained(engine: TrainingEngine): Promise<TrainedModels> {
  const runs = join(folder, 'runs');
  await mkdir(runs, { recursive: true });
  const openRewards = async (path: string): Promise<RewardMachine> => new EngineRewards(await open(path));
  const runFile = { settings: { model: 'base', learning_rate: 4e-6 }, digest: 'd' };
  return new TrainedModels({ runFile, runs: new PlanRuns({ folder: runs, engine, pollMs: 5 }), open: openRewards });
}

const pool = (count: number) => poolOf(count, 3, 0);

test('a plan trains its models, scores with them by the built-in engine, and finds the runs again that it has made', async () => {
  const files = await writePool(folder, { pool: pool(30), wild: poolOf(8, 4, 0) });
  const start = (await writePool(join(folder, 'start'), { pool: poolOf(20, 7, 0) })).map((file) => ({
    ...file,
    part: 'start' as const,
  }));
  const setup = testSetup(folder, machines.wire.base, [...start, ...files]);
  const engine = new CopyEngine();
  const models = await trained(engine);
  const plan = {
    ...setup,
    stageOne: { ...setup.stageOne, iterations: 1, pairs: 6, verdicts: 4 },
    machines: { ...setup.machines, models },
  };
  const waiting = await runOnce(folder, plan);
  expect(waiting.state).toBe('waiting');
  await judgeTasks(join(folder, 'people'));
  const outcome = await runOnce(folder, plan);
  if (outcome.state !== 'done') throw outcome.reason;
  // One best RM, one gold RM: the run that waited trained nothing twice.
  expect(engine.jobs.map(({ run }) => run.replace(/-[0-9a-f]{16}$/, ''))).toEqual(['train-1', 'train-gold']);
  const [best, gold] = engine.jobs.map(({ folder: at }) => at);
  const lines = async (at = '', name = '') =>
    (await readFile(join(at, 'data', name), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; chosen: { role: string }[] });
  const [learned, chosenBy] = [await lines(best, 'train.jsonl'), await lines(best, 'gold.jsonl')];
  expect(learned.length + chosenBy.length).toBe(20);
  // What a checkpoint is chosen by it has not learned from.
  expect(chosenBy.length).toBeGreaterThan(0);
  expect(chosenBy.filter(({ id }) => learned.some((one) => one.id === id))).toEqual([]);
  expect((await lines(gold, 'train.jsonl')).length + (await lines(gold, 'gold.jsonl')).length).toBeGreaterThanOrEqual(
    4,
  );
  expect((await lines(best, 'train.jsonl'))[0]?.chosen.map(({ role }) => role)).toEqual(['user', 'assistant']);
  expect(parse(await readFile(join(best ?? '', 'run.yaml'), 'utf8'))).toEqual({
    model: 'base',
    learning_rate: 4e-6,
    name: engine.jobs[0]?.run,
  });
  expect(outcome.outputs.get('score-best')?.manifest.counts).toMatchObject({ scored: 8, withoutReward: 0 });
}, 60_000);

test('a training that failed says why, and the plan ends there', async () => {
  const files = await writePool(folder, { pool: pool(10) });
  const setup = testSetup(folder, machines.wire.base, files);
  const models = await trained(new CopyEngine({ error: 'loss is NaN at step 3' }));
  await expect(runOnce(folder, { ...setup, machines: { ...setup.machines, models } })).rejects.toThrow(
    /The run train-1-[0-9a-f]+ is failed: loss is NaN at step 3/,
  );
});

test('the built-in engine gives raw logits and vectors of length 1 of its own width', async () => {
  const model = await open(tiny);
  const rewards = new EngineRewards(model);
  const conversation = {
    prompt: [{ role: 'user' as const, content: 'Hello?' }],
    response: [{ role: 'assistant' as const, content: 'Hello.' }],
  };
  const [one, other] = await rewards.rewards([conversation, conversation], new AbortController().signal);
  expect(one).toEqual(other);
  expect(one).toHaveProperty('reward');
  const embeddings = new EngineEmbeddings(model);
  const [vector = new Float32Array()] = await embeddings.embed(['Hello?'], new AbortController().signal);
  expect(vector).toHaveLength(embeddings.width);
  expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  await rewards.close();
}, 60_000);
