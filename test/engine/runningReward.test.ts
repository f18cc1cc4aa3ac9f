import { describe, expect, test } from 'vitest';
import type { ScoreRequest, ScoreResult } from '../../src/engine/contract';
import { Engine } from '../../src/engine/Engine';
import { inMemory } from '../../src/engine/EngineStorage';
import type { CheckpointSource } from '../../src/engine/checkpoint/CheckpointSource';
import { nodeRuntime } from '../../src/engine/session/nodeRuntime';
import type { Message } from '../../src/pairs/Message';
import { piecesOf } from '../../src/rewards/probes/piecesOf';
import { pieceRequests } from '../../src/studio/why/pieceRequests';
import { requestOf } from '../../src/studio/why/requestOf';
import { decoderSource } from './support/decoderFixtures';
import { ort } from './support/onnxNode';
import { demoSource } from './support/parityFiles';

const node = nodeRuntime(ort, 'processor', 1);
const prompt: Message[] = [{ role: 'user', content: 'How many apples are left?' }];
const response: Message[] = [
  {
    role: 'assistant',
    content: 'Sure! There were nine. Two were eaten, e.g. at noon.\n\n- So 7.\n- Not 8.\n\nThat is all.',
  },
];
const pieces = piecesOf(response, 40);

async function engineOf(source: CheckpointSource): Promise<Engine> {
  const engine = new Engine(
    () => Promise.resolve({ ...node, graph: { ...node.graph, wholeNumbers: false } }),
    () => Promise.resolve({ source, digest: null, graphFolder: inMemory }),
  );
  await engine.load({ kind: 'stored', digest: '', precision: 'f32', template: null }, () => undefined);
  return engine;
}

async function rewardsOf(engine: Engine, requests: ScoreRequest[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const take = (result: ScoreResult) => result.kind === 'reward' && found.set(result.id, result.reward);
  await engine.score(requests, ({ results }) => results.forEach(take));
  return found;
}

/** Each text by itself: nothing is shared or padded. */
async function oneByOne(engine: Engine, requests: ScoreRequest[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const request of requests) for (const [id, reward] of await rewardsOf(engine, [request])) found.set(id, reward);
  return found;
}

describe.each([
  ['the demo model, an encoder', () => demoSource(), 1e-5],
  ['a Qwen3 decoder', () => decoderSource('qwen3-4to1-tied'), 1e-4],
  ['a Llama decoder', () => decoderSource('llama-biases'), 1e-4],
])('the running reward of %s', { timeout: 60_000 }, (_, source, tolerance) => {
  test('is that of each prefix run alone, and at the last mark that of the response', async () => {
    const engine = await engineOf(source());
    const requests = pieceRequests('0', prompt, response, pieces);
    expect(requests).toHaveLength(2 * pieces.length);
    const together = await rewardsOf(engine, requests);
    const alone = await oneByOne(engine, requests);
    expect(together.size).toBe(requests.length);
    for (const { id } of requests)
      expect(Math.abs((together.get(id) ?? NaN) - (alone.get(id) ?? NaN)), id).toBeLessThan(tolerance);
    const plain = (await rewardsOf(engine, [requestOf('plain', prompt, response)])).get('plain') ?? NaN;
    const last = together.get(`0 upTo ${String(pieces.length - 1)}`) ?? NaN;
    expect(Math.abs(last - plain)).toBeLessThan(tolerance);
    // Marks that all gave the same would say nothing.
    expect(new Set([...together.values()].map((reward) => reward.toFixed(4))).size).toBeGreaterThan(pieces.length);
    await engine.release();
  });
});

test('a prefix shares its prompt with the others where the model is a decoder', { timeout: 60_000 }, async () => {
  const engine = await engineOf(decoderSource('qwen3-4to1-tied'));
  const requests = pieceRequests(
    '0',
    prompt.map((message) => ({ ...message, content: 'apples '.repeat(300) })),
    response,
    pieces,
  );
  const { tokens, ranTokens } = await engine.score(requests, () => undefined);
  expect(ranTokens).toBeLessThan(tokens / 2);
  await engine.release();
});
