import { describe, expect, test } from 'vitest';
import { planModel } from '../../../src/engine/architectures/architectures';
import { openWeights } from '../../../src/engine/checkpoint/openWeights';
import { checkModel } from '../../../src/engine/session/checkModel';
import { EmbeddingTables } from '../../../src/engine/session/EmbeddingTables';
import { nodeRuntime } from '../../../src/engine/session/nodeRuntime';
import { buildGraph, RewardModel } from '../../../src/engine/session/RewardModel';
import type { Runtime } from '../../../src/engine/session/Runtime';
import { ort } from '../support/onnxNode';
import { tinyConfig, tinySource } from '../support/tinyCheckpoint';

const { plan } = planModel(tinyConfig);
const weights = await openWeights(tinySource());
const tables = await EmbeddingTables.read(plan, weights);
const node = nodeRuntime(ort, 'processor', 1);
const texts = [
  [2, 4, 3],
  [2, 7, 8, 9, 10, 3],
  [2, 3],
].map((ids) => Int32Array.from(ids));

async function start(masking: 'none' | 'mask', products: Runtime['products']) {
  const runtime: Runtime = { ...node, products, limits: { ...node.limits, masking } };
  const graph = await buildGraph('tiny', plan, weights, runtime);
  return { runtime, graph, model: await RewardModel.create(runtime, graph, tables) };
}

/** Each text alone, in the plainest graph. */
async function plainRewards(): Promise<number[]> {
  const { model } = await start('none', 'matmul');
  const rewards: number[] = [];
  for (const text of texts) rewards.push((await model.run([text])).rewards[0] ?? NaN);
  return rewards;
}

describe('a graph', () => {
  test.each(['matmul', 'gemm'] as const)(
    'with a mask and %s gives a ragged batch the rewards of its texts alone',
    async (products) => {
      const expected = await plainRewards();
      const { rewards } = await (await start('mask', products)).model.run(texts);
      expected.forEach((reward, row) => expect(rewards[row]).toBeCloseTo(reward, 5));
      expect(new Set(expected.map((reward) => reward.toFixed(4))).size).toBe(texts.length);
    },
  );

  test('without a mask gives several texts of one length the rewards of each alone', async () => {
    const [expected = NaN] = await plainRewards();
    const first = texts[0] ?? new Int32Array();
    const { rewards, hidden } = await (await start('none', 'gemm')).model.run([first, first]);
    for (const reward of rewards) expect(reward).toBeCloseTo(expected, 5);
    expect(hidden).toHaveLength(2 * plan.width);
  });
});

describe('the check after loading', () => {
  test('passes a device that agrees with the processor', async () => {
    const { model, runtime, graph } = await start('mask', 'matmul');
    const checked = { ...runtime, referenceOptions: runtime.sessionOptions };
    await expect(checkModel(model, checked, graph, tables, plan.maxTokens)).resolves.toBeUndefined();
  });

  test('refuses a device that gives other numbers', async () => {
    const { model, runtime, graph } = await start('mask', 'matmul');
    const spoiled = { ...graph, weights: graph.weights.map((byte, index) => (index % 4 === 0 ? byte ^ 0x40 : byte)) };
    spoiled.weights.fill(0, 0, spoiled.weights.length / 2);
    const checked = { ...runtime, referenceOptions: runtime.sessionOptions };
    await expect(checkModel(model, checked, spoiled, tables, plan.maxTokens)).rejects.toMatchObject({
      name: 'WrongResultsError',
    });
  });
});
