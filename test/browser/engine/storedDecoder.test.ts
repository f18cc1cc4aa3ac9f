import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import checkpointsUrl from '../../../workers/checkpoints?worker&url';
import type { StoredCheckpoint } from '../../../src/engine/checkpoint/checkpointsContract';
import { CheckpointsClient } from '../../../src/engine/CheckpointsClient';
import type { CheckpointLocation, Precision, ScoreRequest, ScoreResult } from '../../../src/engine/contract';
import { EngineClient, type WorkerKind } from '../../../src/engine/EngineClient';
import { decoderFiles, decoderTexts } from './decoderFixtures';
import { startEngineWorker } from './startEngineWorker';

const name = 'qwen3-8to1-shards';
const store = new CheckpointsClient(
  () => new Worker(checkpointsUrl, { type: 'module' }),
  () => Promise.resolve(),
);
let stored: StoredCheckpoint;

beforeAll(async () => {
  stored = await store.add({ kind: 'folder', name, files: await decoderFiles(name) }, () => undefined);
});

afterAll(() => store.remove(stored.digest));

async function requests(): Promise<ScoreRequest[]> {
  const texts = (await decoderTexts(name)).filter(({ messages }) => messages !== null);
  return texts.map((text) => ({ id: text.name, messages: text.messages ?? [], promptLength: text.promptLength }));
}

async function scored(engine: EngineClient, asked: ScoreRequest[]): Promise<Map<string, number>> {
  const rewards = new Map<string, number>();
  await engine.score(asked, ({ results }) => {
    for (const result of results) rewards.set(result.id, rewardOf(result));
  });
  return rewards;
}

function rewardOf(result: ScoreResult): number {
  return result.kind === 'reward' ? result.reward : NaN;
}

const location = (precision: Precision): CheckpointLocation => ({
  kind: 'stored',
  digest: stored.digest,
  precision,
  template: null,
});

describe.each<[WorkerKind, number, number]>([
  ['wasm', 100, 1e-4],
  ['jspi', 6, 1e-4],
])('a folder with a decoder, stored and run by the worker %s', { timeout: 300_000 }, (kind, texts, bound) => {
  test('gives the rewards of PyTorch at f32', async () => {
    const engine = new EngineClient(startEngineWorker, { kinds: [kind], silenceMs: 280_000 });
    const loaded = await engine.load(location('f32'), () => undefined);
    expect(loaded).toMatchObject({ digest: stored.digest, name, precision: 'f32' });
    const asked = (await requests()).slice(0, texts);
    const rewards = await scored(engine, asked);
    const expected = new Map((await decoderTexts(name)).map((text) => [text.name, text.reward.f32]));
    for (const { id } of asked)
      expect(Math.abs((rewards.get(id) ?? NaN) - (expected.get(id) ?? NaN)), id).toBeLessThan(bound);
    await engine.release();
  });
});

test('two tabs that load the same checkpoint convert it once, and score the same', { timeout: 120_000 }, async () => {
  const engines = [0, 1].map(() => new EngineClient(startEngineWorker, { kinds: ['wasm'] }));
  const builds = [0, 0];
  await Promise.all(
    engines.map((engine, tab) =>
      engine.load(location('q4'), ({ stage }) => {
        if (stage === 'build') builds[tab] = (builds[tab] ?? 0) + 1;
      }),
    ),
  );
  expect(builds.filter((steps) => steps > 0)).toHaveLength(1);
  const [first, second] = await Promise.all(engines.map(async (engine) => scored(engine, await requests())));
  expect(first).toEqual(second);
  expect((await store.list()).stored.find(({ digest }) => digest === stored.digest)?.graphs).toContainEqual(
    expect.objectContaining({ precision: 'q4' }),
  );
  for (const engine of engines) await engine.release();
});

test("once it is converted, the checkpoint's own weights are not needed", { timeout: 120_000 }, async () => {
  const engine = new EngineClient(startEngineWorker, { kinds: ['wasm'] });
  await engine.load(location('q8'), () => undefined);
  const before = await scored(engine, await requests());
  await engine.release();
  await store.dropOriginals(stored.digest);
  await engine.load(location('q8'), () => undefined);
  expect(await scored(engine, await requests())).toEqual(before);
  await expect(engine.load(location('f16'), () => undefined)).rejects.toMatchObject({ name: 'CheckpointError' });
  await engine.release();
});
