import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoreProgress, ScoreRequest, ScoreResult, ScoreSummary } from '../../../src/engine/contract';
import { BatchPace } from '../../../src/engine/scoring/BatchPace';
import { HiddenCollector } from '../../../src/engine/scoring/HiddenCollector';
import { ProgressReporter } from '../../../src/engine/scoring/ProgressReporter';
import { ScoringRun } from '../../../src/engine/scoring/ScoringRun';
import { FakeModel, rewardOf, type FakeSettings } from './FakeModel';
import { FakeTexts, idsOf } from './FakeTexts';

interface Scored {
  results: Map<string, ScoreResult>;
  steps: ScoreProgress[];
  summary: ScoreSummary;
}

interface Setting {
  model: FakeModel;
  texts?: FakeTexts;
  maxTokens?: number;
  pace?: BatchPace;
}

function partsOf({ model, texts = new FakeTexts(), maxTokens = 5000, pace = new BatchPace(4096) }: Setting) {
  return { model, texts, limits: model.settings.limits, pace, maxTokens };
}

/** Scores, checking that every request is answered at most once. `onStart` gets the run, to cancel it. */
async function score(
  setting: Setting,
  requests: readonly ScoreRequest[],
  onStart: (run: ScoringRun) => void = () => undefined,
): Promise<Scored> {
  const steps: ScoreProgress[] = [];
  const results = new Map<string, ScoreResult>();
  const parts = partsOf(setting);
  const reporter = new ProgressReporter(requests, parts.maxTokens, (progress) => {
    steps.push(progress);
    for (const result of progress.results) {
      expect(results.has(result.id)).toBe(false);
      results.set(result.id, result);
    }
  });
  const run = new ScoringRun(parts, reporter);
  onStart(run);
  try {
    await run.run(requests);
  } finally {
    expect(setting.model.keptNow).toBe(0);
  }
  return { results, steps, summary: await reporter.finish(run.isCancelled) };
}

function requestOf(id: string, prompt: string, response: string): ScoreRequest {
  const messages = [
    { role: 'user', content: prompt },
    { role: 'assistant', content: response },
  ];
  return { id, messages, promptLength: 1 };
}

const bestOf = (count: number, prompt = 'which of these? '.repeat(20)) =>
  Array.from({ length: count }, (_, at) => requestOf(`r${at}`, prompt, `response ${at} ${'x'.repeat(at % 40)}`));

const noticesOf = ({ steps }: Scored) => steps.flatMap(({ notice }) => notice ?? []).join(' ');

const anyRequests = fc
  .array(
    fc.tuple(
      fc.constantFrom('', 'why?', 'a long prompt '.repeat(12), 'another prompt '.repeat(30)),
      fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('yes', 'no', 'z'.repeat(300))),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) => all.map(([prompt, response], at) => requestOf(`r${at}`, prompt, response)));

const anySettings: fc.Arbitrary<Partial<FakeSettings>> = fc.record({
  costs: fc.option(fc.record({ run: fc.integer({ min: 0, max: 40 }), score: fc.constantFrom(0, 1e-4, 1e-2) })),
  limits: fc.record({
    masking: fc.constantFrom('none' as const, 'mask' as const),
    tokens: fc.integer({ min: 64, max: 4096 }),
    texts: fc.integer({ min: 1, max: 64 }),
  }),
  memory: fc.oneof(fc.constant(Infinity), fc.integer({ min: 800, max: 2000 })),
});

describe('a scoring run', () => {
  test('gives every request the reward of its own text, whatever the plan, the limits and the memory', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequests, anySettings, async (requests, settings) => {
        const model = new FakeModel(settings);
        const pace = new BatchPace(model.settings.limits.tokens);
        const { results, summary } = await score({ model, pace }, requests);
        expect(summary).toMatchObject({ scored: requests.length, tooLong: 0, notFinite: 0, cancelled: false });
        for (const request of requests) {
          const ids = idsOf(request);
          expect(results.get(request.id)).toMatchObject({ kind: 'reward', reward: rewardOf(ids), tokens: ids.length });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('runs a long prompt once for 64 responses, and says how many tokens were asked for and run', async () => {
    const requests = bestOf(64);
    const model = new FakeModel();
    const { summary } = await score({ model }, requests);
    const kept = model.runs.filter(({ kind }) => kind === 'keep');
    const under = model.runs.filter(({ kind }) => kind === 'under');
    expect(kept).toHaveLength(1);
    expect(under.reduce((sum, { texts }) => sum + texts, 0)).toBe(64);
    expect(summary.tokens).toBe(requests.reduce((sum, request) => sum + idsOf(request).length, 0));
    expect(summary.ranTokens).toBe(model.runs.reduce((sum, { tokens }) => sum + tokens, 0));
    expect(summary.ranTokens).toBeLessThan(summary.tokens / 5);
  });

  test('runs a prompt longer than the budget, and one-token responses, under it', async () => {
    const prompt = 'p'.repeat(3000);
    const requests = ['a', 'b', 'c', 'd'].map((response) => requestOf(response, prompt, response));
    const model = new FakeModel();
    await score({ model }, requests);
    expect(model.runs.map(({ kind }) => kind)).toEqual(['keep', 'under']);
    expect(model.runs[1]?.texts).toBe(4);
  });

  test('marks rewards that are no finite numbers and goes on', async () => {
    const spoiled = new Map([
      ['n', NaN],
      ['i', Infinity],
      ['m', -Infinity],
    ]);
    const requests = ['n', 'i', 'm', 'g'].map((role) => ({
      id: role,
      messages: [{ role, content: 'x' }],
      promptLength: 0,
    }));
    const codes = new Map([...spoiled].map(([role, reward]) => [role.codePointAt(0) ?? 0, reward]));
    const { results, summary, steps } = await score({ model: new FakeModel({ spoiled: codes }) }, requests);
    const arrived = ['n', 'i', 'm'].map((id) => results.get(id));
    expect(arrived).toMatchObject(
      ['NaN', 'Infinity', '-Infinity'].map((text) => ({ kind: 'not_finite', arrived: text, tokens: 3 })),
    );
    expect(results.get('g')?.kind).toBe('reward');
    expect(summary).toMatchObject({ scored: 1, notFinite: 3, tooLong: 0 });
    expect(steps.at(-1)).toMatchObject({ doneRequests: 4, totalRequests: 4, doneTokens: 12 });
  });

  test('marks what is too long for the model and scores the other responses to the same prompt', async () => {
    const requests = [...bestOf(3), requestOf('long', 'which of these? '.repeat(20), 'x'.repeat(1000))];
    const { results, summary } = await score({ model: new FakeModel(), maxTokens: 500 }, requests);
    expect(results.get('long')).toMatchObject({ kind: 'too_long', tokens: 1324, maxTokens: 500 });
    expect(summary).toMatchObject({ scored: 3, tooLong: 1 });
  });

  test('shows signs of life while nothing but texts that are too long arrive', async () => {
    const texts = new FakeTexts();
    const prepare = texts.prepare.bind(texts);
    texts.prepare = async (requests) => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return prepare(requests);
    };
    const requests = Array.from({ length: 1024 }, (_, at) => requestOf(`r${at}`, '', `too long ${at}`));
    const { steps, summary } = await score({ model: new FakeModel(), texts, maxTokens: 5 }, requests);
    expect(summary.tooLong).toBe(1024);
    expect(steps.length).toBeGreaterThan(1);
  });

  test('gives pooled states in the order of the requests, null where the text is too long', async () => {
    const requests = [...bestOf(5).reverse(), requestOf('long', 'which', 'x'.repeat(1000))];
    const collector = new HiddenCollector(requests.length, 2);
    await new ScoringRun(partsOf({ model: new FakeModel(), maxTokens: 500 }), collector).run(requests);
    const lengths = requests.map((request) => idsOf(request).length);
    expect(collector.states.map((state) => state?.[0] ?? null)).toEqual([...lengths.slice(0, -1), null]);
  });
});

describe('a run whose memory runs out', () => {
  const complaints = [
    'Out of memory',
    'std::bad_alloc',
    'Failed to allocate memory for requested buffer of size 123',
    'Array buffer allocation failed',
    'OrtRun failed: OOM',
  ];

  test.each(complaints)('for "%s" halves the budget, says so, and scores everything', async (complaint) => {
    const requests = Array.from({ length: 40 }, (_, at) =>
      requestOf(`r${at}`, `${at + 10}`, 'y'.repeat(50 + (at % 3))),
    );
    const scored = await score({ model: new FakeModel({ memory: 130, complaint }) }, requests);
    expect(scored.summary.scored).toBe(40);
    expect(noticesOf(scored)).toMatch(/memory ran out: a batch now holds at most 128 tokens, before 256/);
  });

  test('under a kept prompt makes its packs smaller, then runs what does not fit with the whole text', async () => {
    const requests = [...bestOf(8), requestOf('wide', 'which of these? '.repeat(20), 'w'.repeat(200))];
    const model = new FakeModel({ memory: 740 });
    const scored = await score({ model }, requests);
    expect(scored.summary.scored).toBe(9);
    expect(noticesOf(scored)).toMatch(/memory ran out: a batch now holds at most 128/);
    expect(noticesOf(scored)).toMatch(/a response of 201 tokens was run with its whole text/);
    expect(model.runs.some(({ kind }) => kind === 'under')).toBe(true);
  });

  test('with the prompt alone runs each response with its prompt, and keeps no prompt so long again', async () => {
    const model = new FakeModel({ memory: 420 });
    model.keep = () => Promise.reject(new Error('Out of memory'));
    const pace = new BatchPace(4096);
    const scored = await score({ model, pace }, bestOf(4));
    expect(scored.summary.scored).toBe(4);
    expect(noticesOf(scored)).toMatch(/prompts of \d+ tokens and more are no longer shared/);
    expect(pace.mostPrompt).toBeLessThan(340);
  });

  test('even for one text rejects with a sentence that says what to do', async () => {
    const model = new FakeModel({ memory: 100 });
    const failure = await score({ model }, [requestOf('a', '', 'short'), requestOf('b', '', 'x'.repeat(300))]).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'OutOfMemoryError' });
    expect((failure as Error).message).toMatch(/does not take a text of 304 tokens, even alone.*smaller model/);
  });

  test('does not ask an aborted program again', async () => {
    const model = new FakeModel({ memory: 100, complaint: 'Aborted(OOM). Build with -sASSERTIONS for more info.' });
    await expect(score({ model }, bestOf(4))).rejects.toThrow('Aborted(OOM)');
    expect(model.runs).toEqual([]);
  });
});

test('a prompt that cannot be released on a lost device does not hide why the run failed', async () => {
  const model = new FakeModel();
  const keep = model.keep.bind(model);
  model.keep = async (prompt) => {
    const kept = await keep(prompt);
    const release = () => {
      kept.release();
      throw new Error('no buffer');
    };
    return { ...kept, release };
  };
  model.runUnder = () => Promise.reject(new Error('The graphics device was lost (unknown: reset).'));
  await expect(score({ model }, bestOf(4))).rejects.toThrow('device was lost');
});

describe('texts ahead of the device', () => {
  const many = Array.from({ length: 2000 }, (_, at) => requestOf(`r${at}`, `prompt ${at >> 1}`, `response ${at}`));

  test('are prepared while it runs, never more than two windows ahead', async () => {
    const model = new FakeModel();
    const texts = new FakeTexts();
    let done = 0;
    let most = 0;
    let waited = 0;
    model.onRun = () => {
      const last = model.runs.at(-1);
      done += last && last.kind !== 'keep' ? last.texts : 0;
      const prepared = texts.begun * 256;
      most = Math.max(most, prepared - done);
      if (texts.ended * 256 < Math.min(done + 1, many.length)) waited += 1;
    };
    const { summary } = await score({ model, texts }, many);
    expect(summary.scored).toBe(many.length);
    expect(most).toBeLessThanOrEqual(3 * 256);
    expect(waited).toBe(0);
    expect(texts.begun).toBe(8);
  });

  test('that fail end the run with their own error, after what was scored before', async () => {
    const texts = new FakeTexts();
    texts.failing = 3;
    const model = new FakeModel();
    await expect(score({ model, texts }, many)).rejects.toThrow('The text worker is gone.');
    const scored = model.runs.filter(({ kind }) => kind !== 'keep').reduce((sum, run) => sum + run.texts, 0);
    expect(scored).toBe(512);
  });
});

describe('a cancelled run', () => {
  test.each(['run', 'keep', 'under'] as const)(
    'in the phase "%s" keeps what is done and lets the prompt go',
    async (phase) => {
      const costs = phase === 'run' ? null : { run: 1, score: 1e-2 };
      const model = new FakeModel({ costs, limits: { masking: 'mask', tokens: 64, texts: 4 } });
      let run: ScoringRun | null = null;
      model.onRun = () => {
        if (model.runs.at(-1)?.kind === phase) run?.cancel();
      };
      const pace = new BatchPace(64);
      const { summary, results } = await score({ model, pace }, bestOf(64), (started) => (run = started));
      expect(summary.cancelled).toBe(true);
      expect(summary.scored).toBe(results.size);
      expect(results.size).toBeLessThan(64);
      expect(results.size > 0).toBe(phase !== 'keep');
    },
  );

  test('while it waits for texts ends at once', async () => {
    const texts = new FakeTexts();
    texts.hanging = 1;
    const { summary } = await score({ model: new FakeModel(), texts }, bestOf(4), (run) =>
      setTimeout(() => run.cancel(), 5),
    );
    expect(summary).toMatchObject({ cancelled: true, scored: 0 });
  });

  test('before it starts runs nothing', async () => {
    const model = new FakeModel();
    await score({ model }, bestOf(4), (run) => run.cancel());
    expect(model.runs).toEqual([]);
  });
});
