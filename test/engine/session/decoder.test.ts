import { describe, expect, test } from 'vitest';
import type { Precision } from '../../../src/engine/contract';
import { nodeRuntime } from '../../../src/engine/session/nodeRuntime';
import { decoderCases, decoderSource, decoderTexts, type DecoderText } from '../support/decoderFixtures';
import { ort } from '../support/onnxNode';
import { startGraph } from '../support/startGraph';

const node = nodeRuntime(ort, 'processor', 1);
const exact = { ...node, graph: { ...node.graph, wholeNumbers: false } };

/** The ids up to the last one that is not padding. */
function readIds({ ids }: DecoderText, padId: number | null): Int32Array {
  let end = ids.length;
  while (end > 1 && ids[end - 1] === padId) end -= 1;
  return Int32Array.from(ids.slice(0, end));
}

/** Tokens that all texts begin with, so that each keeps one of its own. */
function sharedTokens(ids: readonly Int32Array[]): number {
  const most = Math.min(...ids.map(({ length }) => length)) - 1;
  const parting = (ids[0] ?? new Int32Array()).findIndex((id, at) => ids.some((other) => other[at] !== id));
  return parting === -1 ? most : Math.min(parting, most);
}

const bounds: Record<Precision, number> = { f32: 1e-4, f16: 1e-3, q8: 1e-3, q4: 1e-3 };

describe.each(decoderCases)('the decoder %s', (name) => {
  test.each(Object.entries(bounds) as [Precision, number][])(
    'gives the rewards of PyTorch at %s to %d, alone and in a ragged batch',
    async (precision, bound) => {
      const { plan, model } = await startGraph(decoderSource(name), precision, exact);
      const texts = decoderTexts(name);
      const ids = texts.map((text) => readIds(text, plan.padId));
      for (const [index, text] of texts.entries()) {
        const { rewards } = await model.run([ids[index] ?? new Int32Array()]);
        expect(Math.abs((rewards[0] ?? NaN) - text.reward[precision]), text.name).toBeLessThan(bound);
      }
      const few = ids.filter(({ length }) => length < 200);
      const { rewards } = await model.run(few);
      texts
        .filter((_, index) => (ids[index]?.length ?? 0) < 200)
        .forEach((text, row) =>
          expect(Math.abs((rewards[row] ?? NaN) - text.reward[precision]), text.name).toBeLessThan(bound),
        );
      await model.release();
    },
  );

  test('gives responses under a kept prompt the rewards of whole texts to 1e-5', async () => {
    const { plan, model } = await startGraph(decoderSource(name), 'f32', exact);
    const best = decoderTexts(name).filter((text) => text.name.startsWith('best-'));
    const ids = best.map((text) => readIds(text, plan.padId));
    const prefix = sharedTokens(ids);
    expect(prefix).toBeGreaterThan(2);
    const prompt = await model.keep((ids[0] ?? new Int32Array()).slice(0, prefix));
    const { rewards } = await model.runUnder(
      prompt,
      ids.map((whole) => whole.slice(prefix)),
    );
    for (const [row, whole] of ids.entries()) {
      const alone = await model.run([whole]);
      expect(Math.abs((rewards[row] ?? NaN) - (alone.rewards[0] ?? NaN))).toBeLessThan(1e-5);
    }
    prompt.release();
    await model.release();
  });
});
