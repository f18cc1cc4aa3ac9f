import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeRuntime } from '../../../src/engine/session/nodeRuntime';
import type { Runtime } from '../../../src/engine/session/Runtime';
import { readIds } from '../support/decoderClaims';
import { decoderCases, decoderSource, decoderTexts } from '../support/decoderFixtures';
import { ort } from '../support/onnxNode';
import { startGraph } from '../support/startGraph';

const node = nodeRuntime(ort, 'processor', 1);
const withGraph = (change: Partial<Runtime['graph']>): Runtime => ({ ...node, graph: { ...node.graph, ...change } });
const exact = withGraph({ wholeNumbers: false });

describe('whatever the plan', async () => {
  const { plan, model } = await startGraph(decoderSource('qwen3-4to1-tied'), 'f32', exact);
  afterAll(() => model.release());
  const token = fc.integer({ min: 0, max: plan.vocabulary - 1 });
  const tokens = (most: number) => fc.array(token, { minLength: 1, maxLength: most });

  test('a reward is the same to 1e-5: alone, in any batch, and under a prompt cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(tokens(90), fc.array(tokens(70), { minLength: 1, maxLength: 7 }), async (prompt, responses) => {
        const texts = responses.map((response) => Int32Array.from([...prompt, ...response]));
        const alone: number[] = [];
        for (const text of texts) alone.push((await model.run([text])).rewards[0] ?? NaN);
        const batch = (await model.run(texts)).rewards;
        const kept = await model.keep(Int32Array.from(prompt));
        const packed = (
          await model.runUnder(
            kept,
            responses.map((ids) => Int32Array.from(ids)),
          )
        ).rewards;
        kept.release();
        alone.forEach((reward, index) => {
          expect(Math.abs((batch[index] ?? NaN) - reward)).toBeLessThan(1e-5);
          expect(Math.abs((packed[index] ?? NaN) - reward)).toBeLessThan(1e-5);
        });
      }),
      { numRuns: 60 },
    );
  });
});

/** Largest difference of a reward from PyTorch's, over all texts of a checkpoint. */
async function worstOf(name: string, precision: 'q4' | 'q8' | 'f16', runtime: Runtime): Promise<number> {
  const { plan, model } = await startGraph(decoderSource(name), precision, runtime);
  let worst = 0;
  // Node computes f16 without any hardware: thousands of tokens take it a minute.
  for (const text of decoderTexts(name).filter(({ ids }) => ids.length < 500)) {
    const { rewards } = await model.run([readIds(text, plan.padId)]);
    worst = Math.max(worst, Math.abs((rewards[0] ?? NaN) - text.reward[precision]));
  }
  await model.release();
  return worst;
}

describe.each(decoderCases)('the decoder %s', (name) => {
  // f16 has 11 bits: a few thousandths of a reward of about 1. The residual stream, norms and head stay in f32.
  test.each(['f16', 'q8', 'q4'] as const)(
    'with f16 activations at %s stays within 0.02 of PyTorch',
    async (precision) => {
      expect(await worstOf(name, precision, withGraph({ activations: 'f16', wholeNumbers: false }))).toBeLessThan(0.02);
    },
  );

  // Activations of 8 bits by blocks of 32; at these tiny widths an error averages out least.
  test('with activations rounded to whole numbers stays within 0.1 of PyTorch at q4', async () => {
    expect(await worstOf(name, 'q4', withGraph({ wholeNumbers: true }))).toBeLessThan(0.1);
  });
});
