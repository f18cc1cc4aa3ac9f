import { describe, expect, test } from 'vitest';
import { checkModel } from '../../../src/engine/session/checkModel';
import { nodeRuntime } from '../../../src/engine/session/nodeRuntime';
import type { Runtime } from '../../../src/engine/session/Runtime';
import { ort } from '../support/onnxNode';
import { startGraph } from '../support/startGraph';
import { tinySource } from '../support/tinyCheckpoint';

const node = nodeRuntime(ort, 'processor', 1);
const texts = [
  [2, 4, 3],
  [2, 7, 8, 9, 10, 3],
  [2, 3],
].map((ids) => Int32Array.from(ids));

async function start(masking: 'none' | 'mask', products: Runtime['graph']['products']) {
  const runtime: Runtime = {
    ...node,
    graph: { ...node.graph, masking, products },
    limits: { ...node.limits, masking },
    referenceOptions: node.sessionOptions,
  };
  return { runtime, ...(await startGraph(tinySource(), 'f32', runtime)) };
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
    const { model, plan } = await start('none', 'gemm');
    const { rewards, hidden } = await model.run([first, first]);
    for (const reward of rewards) expect(reward).toBeCloseTo(expected, 5);
    expect(hidden).toHaveLength(2 * plan.width);
  });
});

describe('the check after loading', () => {
  test('passes a device that agrees with the processor', async () => {
    const { runtime, graph, embeddings } = await start('mask', 'matmul');
    await expect(checkModel(runtime, graph, embeddings)).resolves.toBeUndefined();
  });

  test('refuses a device that gives other numbers', async () => {
    const { runtime, graph, embeddings } = await start('mask', 'matmul');
    let runs = 0;
    const { InferenceSession, Tensor } = runtime.onnx;
    const wrong: Runtime = {
      ...runtime,
      onnx: {
        Tensor,
        InferenceSession: {
          async create(model, options) {
            const session = await InferenceSession.create(model, options);
            runs += 1;
            if (runs === 1) return session; // the reference
            return Object.assign(session, { run: async () => wrongOutputs(runtime) });
          },
        },
      },
    };
    await expect(checkModel(wrong, graph, embeddings)).rejects.toMatchObject({ name: 'WrongResultsError' });
  });
});

function wrongOutputs({ onnx: { Tensor } }: Runtime) {
  return {
    reward: new Tensor('float32', [9, 9], [2, 1]),
    hidden: new Tensor('float32', new Array(16).fill(0), [2, 8]),
  };
}
