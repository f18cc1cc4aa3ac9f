import { describe, expect, test } from 'vitest';
import type { ScoreRequest, ScoreResult } from '../../src/engine/contract';
import { Engine } from '../../src/engine/Engine';
import { inMemory } from '../../src/engine/EngineStorage';
import { nodeRuntime } from '../../src/engine/session/nodeRuntime';
import { decoderCases, decoderSource, decoderTexts } from './support/decoderFixtures';
import { ort } from './support/onnxNode';

const node = nodeRuntime(ort, 'processor', 1);
const runtime = { ...node, graph: { ...node.graph, wholeNumbers: false } };

/** An engine with a decoder at f32. */
async function start(name: string): Promise<Engine> {
  const found = { source: decoderSource(name), digest: null, graphFolder: inMemory };
  const engine = new Engine(
    () => Promise.resolve(runtime),
    () => Promise.resolve(found),
  );
  const loaded = await engine.load({ kind: 'stored', digest: '', precision: 'f32', template: null }, () => undefined);
  expect(loaded).toMatchObject({ name, precision: 'f32', rewardsKey: `${loaded.digest}:f32`, known: null });
  return engine;
}

describe.each(decoderCases)('the engine with the decoder %s', (name) => {
  test('gives conversations the rewards of PyTorch, and runs fewer tokens than they have', async () => {
    const engine = await start(name);
    const texts = decoderTexts(name).filter(({ messages }) => messages !== null);
    const requests = texts.map((text): ScoreRequest => ({
      id: text.name,
      messages: text.messages ?? [],
      promptLength: text.promptLength,
    }));
    const results = new Map<string, ScoreResult>();
    const summary = await engine.score(requests, (progress) => {
      for (const result of progress.results) results.set(result.id, result);
    });
    expect(summary.scored).toBe(texts.length);
    for (const text of texts) {
      const result = results.get(text.name);
      expect(result, text.name).toMatchObject({ kind: 'reward', tokens: text.ids.length });
      const reward = result?.kind === 'reward' ? result.reward : NaN;
      expect(Math.abs(reward - text.reward.f32), text.name).toBeLessThan(1e-4);
    }
    const tokens = texts.reduce((sum, { ids }) => sum + ids.length, 0);
    expect(summary.tokens).toBe(tokens);
    expect(summary.ranTokens).toBeLessThan(tokens);
    await engine.release();
  });
});
