import { execFile } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openModel } from '../../server/engine/openModel';
import { planEngine } from '../../server/curation/plan/planEngine';
import { RayEngine } from '../../server/training/RayEngine';
import type { RunEvent } from '../../server/training/RunEvent';
import { TrainingRuns } from '../../server/training/TrainingRuns';
import { readPlan } from '../../src/curation/plan/readPlan';
import type { ScoreResult } from '../../src/engine/contract';
import { engineConformance, standInTrainer } from '../server/training/engineConformance';
import { RayHead } from './support/RayHead';

const home = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const bin = join(home, 'trainer/.venv/bin');
const python = join(bin, 'python');
const run = promisify(execFile);

const leastPlan = `plan: trained-on-ray
seed: 7
data: { start: start.jsonl, pool: pool.jsonl }
people: { verdicts: 40 }
machines: { training: run.yaml, embedding: { wire: job, model: base } }
`;

let ray: RayHead;
let folder: string;
let runs: TrainingRuns;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'ray-')));
  ray = await RayHead.start(bin, folder);
  // As a plan names its cluster.
  const { training } = readPlan(
    `${leastPlan}training: { engine: ray, address: '${ray.address}', keyVariable: RAY_KEY }\n`,
  );
  const engine = planEngine(training, home, { RAY_KEY: ray.token });
  runs = new TrainingRuns(join(folder, 'runs'), engine, 100);
});

afterAll(async () => {
  await ray.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A run folder with a tiny base model and pairs that it can learn. */
async function makeFolder(id: string, call: string): Promise<string> {
  const path = join(folder, 'runs', id);
  const code = `
import sys
from pathlib import Path
from trainer.tests.job_folders import base, rows, run_folder, write_rows
path, home = Path(sys.argv[1]), Path(sys.argv[2])
${call}
`;
  await run(python, ['-W', 'ignore', '-c', code, path, folder], { cwd: home });
  return path;
}

async function first(events: AsyncGenerator<RunEvent>, wanted: (event: RunEvent) => boolean): Promise<RunEvent> {
  const seen: string[] = [];
  for await (const event of events) {
    seen.push(event.event);
    if (wanted(event)) return event;
  }
  throw new Error(`The event did not come. ${seen.join(' ')}\n${await runs.log('two-workers')}`);
}

engineConformance(
  'a real Ray cluster',
  async () => ({
    engine: new RayEngine({ ...{ address: ray.address, token: ray.token }, command: standInTrainer, home }),
  }),
  60_000,
);

test('two workers train on Ray, one is killed, and the run goes on to its end', async () => {
  const path = await makeFolder(
    'two-workers',
    `run_folder(path, base("qwen3", home / "base"), name="two-workers", max_steps=48, checkpoint_every=6,
      batch_per_process=2, log_every=6, launch={"strategy": "ddp", "processes": 2})`,
  );
  await runs.submit('two-workers');
  const { pid } = await first(runs.events('two-workers'), ({ event }) => event === 'started');
  await first(runs.events('two-workers'), ({ event }) => event === 'checkpoint');
  process.kill(Number(pid), 'SIGKILL');
  const again = await first(runs.events('two-workers'), ({ event }) => event === 'resumed');
  expect(again.step).toBeGreaterThanOrEqual(6);

  await first(runs.events('two-workers'), ({ event }) => event === 'done');
  expect(await runs.status('two-workers')).toMatchObject({ phase: 'done', step: 48, attempt: 1 });
  const result = JSON.parse(await readFile(join(path, 'eval.json'), 'utf8')) as {
    gold: { n: number; accuracy: number };
  };
  expect(result.gold).toMatchObject({ n: 16, accuracy: 1 });
});

test("the trained folder loads in the studio's engine, which gives the rewards of the run", async () => {
  const path = join(folder, 'runs/two-workers');
  const choice = { kind: 'folder', path: join(path, 'model'), keepGraph: false } as const;
  const options = { precision: 'f32', template: null, threads: 1, dataFolder: join(folder, 'data') } as const;
  const { engine } = await openModel(
    choice,
    options,
    () => undefined,
    () => undefined,
  );
  const lines = (await readFile(join(path, 'data/gold.jsonl'), 'utf8')).trim().split('\n');
  type Side = { role: string; content: string }[];
  const rows = lines.map((line) => JSON.parse(line) as { id: string; chosen: Side; rejected: Side });
  const requests = rows.flatMap(({ id, chosen, rejected }) => [
    { id: `${id} chosen`, messages: chosen, promptLength: 1 },
    { id: `${id} rejected`, messages: rejected, promptLength: 1 },
  ]);
  const found = new Map<string, ScoreResult>();
  await engine.score(requests, ({ results }) => results.forEach((result) => found.set(result.id, result)));
  const bytes = await readFile(join(path, 'scores/gold.parquet'));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const told = (await parquetReadObjects({ file, compressors })) as {
    id: string;
    r_chosen: number;
    r_rejected: number;
  }[];
  expect(told).toHaveLength(16);
  for (const row of told) {
    for (const side of ['chosen', 'rejected'] as const) {
      const result = found.get(`${row.id} ${side}`);
      expect(result?.kind === 'reward' ? result.reward : result).toBeCloseTo(row[`r_${side}`], 3);
    }
  }
});

test('shards are scored on Ray by several workers, each shard once', async () => {
  const path = await makeFolder(
    'shards',
    `import yaml
for number in range(5):
    write_rows(path / "data" / f"part-{number}.jsonl", rows(8, first=8 * number))
told = {"kind": "score", "name": "shards", "model": str(base("qwen3", home / "base").parent / "runs/two-workers/model"), "workers": 2}
(path / "run.yaml").write_text(yaml.safe_dump(told))`,
  );
  await runs.submit('shards');
  await first(runs.events('shards'), ({ event }) => event === 'done');
  const manifest = JSON.parse(await readFile(join(path, 'out/manifest.json'), 'utf8')) as {
    rows: number;
    shards: unknown[];
  };
  expect(manifest).toMatchObject({ rows: 40 });
  expect(manifest.shards).toHaveLength(5);
  const events = (await readFile(join(path, 'metrics.jsonl'), 'utf8')).match(/"event": "shard"/g);
  expect(events).toHaveLength(5);
});
