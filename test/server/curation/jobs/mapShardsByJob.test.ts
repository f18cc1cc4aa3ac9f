import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mapShardsByJob } from '../../../../server/curation/jobs/mapShardsByJob';
import { PlanRuns } from '../../../../server/curation/jobs/PlanRuns';
import { Pipeline, type PipelineView } from '../../../../server/curation/pipeline/Pipeline';
import type { Step } from '../../../../server/curation/pipeline/Step';
import { ShardSql, type SqlRow } from '../../../../server/curation/pipeline/ShardSql';
import { textOf } from '../../../../server/curation/stages/pairRows';
import { LocalEngine } from '../../../../server/training/LocalEngine';
import { silentView } from '../support/testSetup';

vi.setConfig({ testTimeout: 30_000 });

const trainer = fileURLToPath(new URL('../support/shardTrainer.mjs', import.meta.url));
const shardRows = 4;
let folder: string;
let model: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-jobs-'));
  model = join(folder, 'model');
  await Promise.all([mkdir(model), mkdir(join(folder, 'runs'))]);
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const pairs = (count: number) => Array.from({ length: count }, (_, at) => `pair-${at}`);
/** What is not asked about. */
const skipped = ['pair-4', 'pair-5', 'pair-6', 'pair-7', 'pair-9'];

interface Asked {
  ids?: string[];
  skip?: readonly string[];
  signal?: AbortSignal;
  view?: PipelineView;
  stopsWithPlan?: boolean;
  /** Ends the step after so many shards were read back, as a kill does. */
  dieAfter?: number;
}

/** A plan of two steps: rows, and a job over them. */
function run(asked: Asked = {}) {
  const { ids = pairs(11), skip = skipped, signal = new AbortController().signal, view = silentView, dieAfter } = asked;
  const engine = new LocalEngine({ command: [process.execPath, trainer], home: folder });
  const { stopsWithPlan = false } = asked;
  const runs = new PlanRuns({ folder: join(folder, 'runs'), engine, pollMs: 10, stopsWithPlan });
  const job = {
    runs,
    settings: { kind: 'score', model, revision: null, precision: 'float32', batch: 8, workers: 1 } as const,
  };
  const columns = { pair: 'text', reward: 'number' } as const;
  const own = { version: 1, settings: {} };
  const rows: Step = {
    ...{ ...own, label: 'rows', stage: 'rows', inputs: [] },
    run: async ({ out }) => ({
      rows: await out.writeAll(
        { pair: 'text' },
        ids.map((pair) => ({ pair })),
      ),
    }),
  };
  const score: Step = {
    ...{ ...own, label: 'score@1', stage: 'score', inputs: ['rows'] },
    run: async (work) => {
      let read = 0;
      await mapShardsByJob(
        work,
        'score@1',
        job,
        work.input('rows'),
        (table) => `select pair from ${table} order by pair`,
        {
          columns,
          question: (row) => (skip.includes(textOf(row, 'pair')) ? null : { text: textOf(row, 'pair') }),
          shardRow: (row, answer) => {
            if (dieAfter !== undefined && read++ >= dieAfter) throw new Error('killed');
            return { pair: textOf(row, 'pair'), reward: answer === null ? null : Number(answer['reward']) };
          },
        },
      );
      return {};
    },
  };
  return new Pipeline(join(folder, 'run'), [rows, score], shardRows).run({ view, signal, redo: false });
}

async function scored(asked: Asked = {}): Promise<SqlRow[]> {
  const outcome = await run(asked);
  if (outcome.state !== 'done') throw new Error(outcome.state);
  const sql = await ShardSql.open(join(folder, 'scratch'));
  const rows = await sql.all(`select * from ${outcome.outputs.get('score@1')?.table ?? ''}`);
  sql.close();
  return rows;
}

const how = (word: string) => writeFile(join(model, 'how'), word);
const notes = (name: string) => readFile(join(model, name), 'utf8').catch(() => '');
const asked = async () => (await notes('asked')).trim().split('\n').sort();
const expected = (ids = pairs(11), skip: readonly string[] = skipped) => {
  // Shards of four, each in the order of its query.
  const shards = Array.from({ length: Math.ceil(ids.length / shardRows) }, (_, at) =>
    ids.slice(4 * at, 4 * at + 4).sort(),
  );
  return shards.flat().map((pair) => ({ pair, reward: skip.includes(pair) ? null : pair.length }));
};

test('a job answers whole shards, in the order of the rows, whatever its own; its folder goes', async () => {
  await how('good');
  const told: [number, number][] = [];
  const view = {
    ...silentView,
    progress: (label: string, done: number, all: number) => void (label === 'score@1' && told.push([done, all])),
  };
  expect(await scored({ view })).toEqual(expected());
  // A shard without a question has no file, and nobody is asked twice.
  expect(await asked()).toEqual(
    pairs(11)
      .filter((pair) => !skipped.includes(pair))
      .sort(),
  );
  expect(told.at(-1)).toEqual([3, 3]);
  expect(await readdir(join(folder, 'runs'))).toEqual([]);
  expect(await scored()).toEqual(expected());
  expect(await notes('starts')).toBe('s');
});

test.each([{ ids: pairs(11) }, { ids: [] }])('nothing to ask: no job', async ({ ids }) => {
  await how('good');
  expect(await scored({ ids, skip: ids })).toEqual(expected(ids, ids));
  expect(await notes('starts')).toBe('');
});

test.each([
  ['missing', 'lacks pair-3'],
  ['other', 'lacks pair-3'],
  ['twice', 'it has 5 rows where 4 were asked for'],
  ['foreign', 'it has 5 rows where 4 were asked for'],
])('answers of which one is %s are refused, and nothing of that shard stands', async (word, why) => {
  await how(word);
  await expect(run()).rejects.toThrow(why);
  await expect(run()).rejects.toThrow(/does not answer what the run was asked.*Remove the run's folder/);
  const [stage = ''] = (await readdir(join(folder, 'run/stages'))).filter((name) => name.startsWith('score'));
  expect(await readdir(join(folder, 'run/stages', stage))).toEqual([]);
  // As it says.
  for (const name of await readdir(join(folder, 'runs'))) await rm(join(folder, 'runs', name), { recursive: true });
  await how('good');
  expect(await scored()).toEqual(expected());
});

test('a job that fails says why, and is tried again by the next run', async () => {
  await how('failing');
  await expect(run()).rejects.toThrow(
    /The run score-1-[0-9a-f]{16} is failed: the model has no head\. Its folder .* has its log/,
  );
  expect(await readdir(join(folder, 'runs'))).toHaveLength(1);
  await how('good');
  expect(await scored()).toEqual(expected());
  expect(await notes('starts')).toBe('ss');
});

test('a job that is killed goes on where it was: no shard is asked twice', async () => {
  await how('dying');
  await expect(run()).rejects.toThrow(/is lost\. .*The plan goes on with it when it is run again/);
  expect(await scored()).toEqual(expected());
  expect(await notes('starts')).toBe('ss');
  expect(await asked()).toEqual(
    pairs(11)
      .filter((pair) => !skipped.includes(pair))
      .sort(),
  );
});

test.each([0, 3, 5, 10])('a pipeline that dies after %i rows were read back makes no second job', async (dieAfter) => {
  await how('good');
  await expect(run({ dieAfter })).rejects.toThrow('killed');
  expect(await scored()).toEqual(expected());
  expect(await notes('starts')).toBe('s');
});

test('a pipeline that died while it wrote the questions writes them again', async () => {
  await how('dying');
  await run().catch(() => undefined);
  const [name = ''] = await readdir(join(folder, 'runs'));
  const path = join(folder, 'runs', name);
  for (const file of await readdir(path)) if (file !== 'data') await rm(join(path, file), { recursive: true });
  await writeFile(join(path, 'data', 'shard-00000.jsonl'), '{"id": "pair-0", "te');
  expect(await scored()).toEqual(expected());
});

/** Interrupts as soon as the job has done its first shard. */
async function interrupted(stopsWithPlan: boolean): Promise<void> {
  await how('slow');
  const wish = new AbortController();
  const view = { ...silentView, progress: (label: string) => void (label === 'score@1' && wish.abort()) };
  await expect(run({ view, signal: wish.signal, stopsWithPlan })).rejects.toMatchObject({ name: 'AbortError' });
}

test('who interrupts the plan leaves the job at its work; the next run finds it', async () => {
  await interrupted(false);
  await writeFile(join(model, 'go'), '');
  await vi.waitFor(async () => {
    const [name = ''] = await readdir(join(folder, 'runs'));
    expect(existsSync(join(folder, 'runs', name, 'DONE'))).toBe(true);
  }, 10_000);
  expect(await scored()).toEqual(expected());
  expect(await notes('starts')).toBe('s');
});

test('or ends it, where that was said; the next run goes on with it, even before it has ended', async () => {
  await interrupted(true);
  await writeFile(join(model, 'go'), '');
  expect(await scored()).toEqual(expected());
  expect(await notes('starts')).toBe('ss');
  expect(await asked()).toEqual(
    pairs(11)
      .filter((pair) => !skipped.includes(pair))
      .sort(),
  );
});

test('a plan that is interrupted before its job begins starts none', async () => {
  await how('good');
  const wish = new AbortController();
  const view = { ...silentView, started: (label: string) => void (label === 'score@1' && wish.abort()) };
  await expect(run({ view, signal: wish.signal })).rejects.toMatchObject({ name: 'AbortError' });
  expect(await notes('starts')).toBe('');
});
