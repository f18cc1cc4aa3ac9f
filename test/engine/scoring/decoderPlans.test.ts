import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { ScoreRequest } from '../../../src/engine/contract';
import { BatchPace } from '../../../src/engine/scoring/BatchPace';
import { ProgressReporter } from '../../../src/engine/scoring/ProgressReporter';
import { ScoringRun } from '../../../src/engine/scoring/ScoringRun';
import { nodeRuntime } from '../../../src/engine/session/nodeRuntime';
import type { RunCosts, ScoringModel } from '../../../src/engine/session/ScoringModel';
import { decoderSource } from '../support/decoderFixtures';
import { ort } from '../support/onnxNode';
import { startGraph } from '../support/startGraph';
import { FakeTexts, idsOf, type IdOf } from './FakeTexts';

const node = nodeRuntime(ort, 'processor', 1);
const runtime = { ...node, graph: { ...node.graph, wholeNumbers: false } };

/** The model with other costs, which make the plan share or pad. */
class Costed implements ScoringModel {
  readonly kinds = new Set<'run' | 'keep' | 'under'>();
  costs: RunCosts | null = null;

  constructor(private readonly model: ScoringModel) {}

  run(...args: Parameters<ScoringModel['run']>) {
    this.kinds.add('run');
    return this.model.run(...args);
  }

  keep(...args: Parameters<ScoringModel['keep']>) {
    this.kinds.add('keep');
    return this.model.keep(...args);
  }

  runUnder(...args: Parameters<ScoringModel['runUnder']>) {
    this.kinds.add('under');
    return this.model.runUnder(...args);
  }

  release(): Promise<void> {
    return this.model.release();
  }
}

const { plan, model: started } = await startGraph(decoderSource('qwen3-4to1-tied'), 'f32', runtime);
const model = new Costed(started);
const idOf: IdOf = (code) => (code * 31) % plan.vocabulary;

afterAll(() => model.release());

const anyPrompt = fc.constantFrom('', 'why', 'a long prompt of many words '.repeat(3), 'over 32 tokens '.repeat(9));
const anyResponse = fc.oneof(
  fc.constantFrom('a', 'b'),
  fc.string({ maxLength: 20 }),
  fc.string({ minLength: 30, maxLength: 90 }),
);
const anyRequests = fc
  .array(fc.tuple(anyPrompt, anyResponse), { minLength: 1, maxLength: 16 })
  .map((all): ScoreRequest[] =>
    all.map(([prompt, response], at) => ({
      id: `r${at}`,
      messages: [
        { role: 'user', content: prompt },
        { role: 'assistant', content: response },
      ],
      promptLength: 1,
    })),
  );
const anyCosts = fc.option(fc.record({ run: fc.integer({ min: 0, max: 30 }), score: fc.constantFrom(0, 1e-4, 1e-2) }));
const anyLimits = fc.record({
  masking: fc.constantFrom('none' as const, 'mask' as const),
  tokens: fc.integer({ min: 1, max: 2000 }),
  texts: fc.integer({ min: 1, max: 16 }),
});

describe('a decoder', () => {
  test('gives a text the same reward to 1e-5 whatever the plan, the batch, the padding, the order and the prompt', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequests, anyCosts, anyLimits, async (requests, costs, limits) => {
        model.costs = costs;
        const rewards = new Map<string, number>();
        const reporter = new ProgressReporter(requests, plan.maxTokens, ({ results }) => {
          for (const result of results) if (result.kind === 'reward') rewards.set(result.id, result.reward);
        });
        const parts = {
          model,
          texts: new FakeTexts(idOf),
          limits,
          pace: new BatchPace(limits.tokens),
          maxTokens: plan.maxTokens,
        };
        await new ScoringRun(parts, reporter).run(requests);
        await reporter.finish(false);
        for (const request of requests) {
          const alone = (await started.run([idsOf(request, idOf)])).rewards[0] ?? NaN;
          expect(Math.abs((rewards.get(request.id) ?? NaN) - alone)).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 40 },
    );
    expect([...model.kinds].sort()).toEqual(['keep', 'run', 'under']);
  }, 60_000);
});
