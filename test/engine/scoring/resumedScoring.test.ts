import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoreProgress, ScoreRequest, ScoreResult, ScoreSummary } from '../../../src/engine/contract';
import { isEngineLoss } from '../../../src/engine/scoring/isEngineLoss';
import { ResumedScoring, type ScoringWorkers } from '../../../src/engine/scoring/ResumedScoring';

class EngineGoneError extends Error {
  override readonly name = 'EngineGoneError';
}

const requestsOf = (ids: readonly string[]): ScoreRequest[] =>
  ids.map((id) => ({ id, messages: [{ role: 'user', content: id }], promptLength: 0 }));

const resultOf = (id: string, at: number): ScoreResult =>
  at % 5 === 3
    ? { id, kind: 'too_long', tokens: 9, maxTokens: 8 }
    : at % 5 === 4
      ? { id, kind: 'not_finite', tokens: 1, arrived: 'NaN' }
      : { id, kind: 'reward', reward: at, tokens: 1 };

/** Workers that are lost after so many results each; the last one works to the end where `lives` ends with Infinity. */
class MadeWorkers implements ScoringWorkers {
  readonly restarts: string[] = [];
  readonly budgets: number[] = [];
  private at = 0;
  /** One step more of the worker that was lost, which arrives when the next one works already. */
  private late: () => void = () => undefined;

  constructor(
    private readonly lives: readonly number[],
    private readonly error: Error = new EngineGoneError("The engine's worker crashed (boom)."),
    private readonly kinds = 2,
  ) {}

  score(
    requests: ScoreRequest[],
    onProgress: (progress: ScoreProgress) => void,
    mostTokens: number,
  ): Promise<ScoreSummary> {
    this.late();
    this.budgets.push(mostTokens);
    const life = this.lives[Math.min(this.at, this.lives.length - 1)] ?? Infinity;
    const steps = requests.slice(0, life);
    let done = 0;
    const step = ({ id }: ScoreRequest) => {
      done += 1;
      const counts = { doneRequests: done, totalRequests: requests.length, doneTokens: done, ranTokens: done * 2 };
      onProgress({ results: [resultOf(id, done)], ...counts, elapsedMs: 1, notice: null });
    };
    for (const request of steps) step(request);
    const [next] = requests.slice(steps.length);
    if (next === undefined) return Promise.resolve(summaryOf(done));
    this.late = () => step(next);
    return Promise.reject(this.error);
  }

  restart(how: 'again' | 'next'): Promise<string | null> {
    this.restarts.push(how);
    this.at += 1;
    const isEnd = this.restarts.filter((one) => one === 'next').length >= this.kinds;
    return Promise.resolve(isEnd ? null : 'The engine was started again on made.');
  }
}

/** What a worker says of itself, which the whole call does not go by. */
const summaryOf = (scored: number): ScoreSummary => ({
  scored,
  tooLong: 0,
  notFinite: 0,
  tokens: scored,
  ranTokens: scored,
  elapsedMs: 1,
  cancelled: false,
});

async function run(workers: MadeWorkers, ids: readonly string[]) {
  const steps: ScoreProgress[] = [];
  const summary = await new ResumedScoring(workers, requestsOf(ids), (progress) => steps.push(progress)).run();
  return { steps, summary, arrived: steps.flatMap(({ results }) => results.map(({ id }) => id)) };
}

const ids = Array.from({ length: 10 }, (_, at) => `r${at}`);

describe('scoring over workers that are lost', () => {
  test('gives each request one result and consistent counts, however often a worker is lost', async () => {
    const anyIds = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 12 });
    const anyLives = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyIds, anyLives, async (asked, lives) => {
        const { steps, summary, arrived } = await run(new MadeWorkers([...lives, Infinity]), asked);
        expect([...arrived].sort()).toEqual([...asked].sort());
        expect(summary.scored + summary.tooLong + summary.notFinite).toBe(asked.length);
        expect(summary).toMatchObject({ tokens: asked.length, ranTokens: asked.length * 2, cancelled: false });
        let done = 0;
        for (const { results, doneRequests, totalRequests, doneTokens } of steps) {
          done += results.length;
          expect([doneRequests, totalRequests, doneTokens]).toEqual([done, asked.length, done]);
        }
      }),
    );
  });

  test('goes on with the same kind, and says what happened', async () => {
    const workers = new MadeWorkers([4, Infinity]);
    const { steps } = await run(workers, ids);
    expect(workers.restarts).toEqual(['again']);
    expect(workers.budgets).toEqual([4096, 4096]);
    const notices = steps.flatMap(({ notice }) => notice ?? []);
    expect(notices).toEqual([
      "The engine's worker crashed (boom). The engine was started again on made. It goes on with what has no result yet.",
    ]);
  });

  test('goes on to the next kind after a second loss without a result', async () => {
    const workers = new MadeWorkers([4, 0, Infinity]);
    await run(workers, ids);
    expect(workers.restarts).toEqual(['again', 'next']);
  });

  test('halves the batches where a program aborted for want of memory, and says so', async () => {
    const workers = new MadeWorkers([4, 2, Infinity], new Error('Aborted(OOM)'));
    const { steps } = await run(workers, ids);
    expect(workers.budgets).toEqual([4096, 2048, 1024]);
    expect(steps.flatMap(({ notice }) => notice ?? []).at(-1)).toMatch(/in batches of at most 1024 tokens\.$/);
  });

  test('stays with a kind that is lost again, but makes progress', async () => {
    const workers = new MadeWorkers([4, 1, 1, Infinity]);
    await run(workers, ids);
    expect(workers.restarts).toEqual(['again', 'again', 'again']);
  });

  test('gives up where every kind is lost twice without a result', async () => {
    const workers = new MadeWorkers([0]);
    await expect(run(workers, ids)).rejects.toThrow('crashed (boom)');
    expect(workers.restarts).toEqual(['again', 'next', 'again', 'next']);
  });

  test('gives up after a dozen losses, progress or not', async () => {
    const workers = new MadeWorkers([1]);
    const many = Array.from({ length: 100 }, (_, at) => `m${at}`);
    await expect(run(workers, many)).rejects.toThrow('crashed (boom)');
    expect(workers.restarts).toHaveLength(12);
  });

  test('hands on an error that is no loss, at once', async () => {
    const workers = new MadeWorkers([4], new RangeError('a bad request'));
    await expect(run(workers, ids)).rejects.toThrow('a bad request');
    expect(workers.restarts).toEqual([]);
  });

  test('is not started again once it was cancelled', async () => {
    const workers = new MadeWorkers([4, Infinity]);
    const scoring: ResumedScoring = new ResumedScoring(workers, requestsOf(ids), () => scoring.cancel());
    expect(await scoring.run()).toMatchObject({ cancelled: true });
    expect(workers.restarts).toEqual([]);
  });
});

test('a cancel while a worker is started again ends the call with what is done, whether or not the start fails', async () => {
  for (const fails of [true, false]) {
    const workers = new MadeWorkers([4, Infinity]);
    const scoring: ResumedScoring = new ResumedScoring(workers, requestsOf(ids), () => undefined);
    workers.restart = () => {
      scoring.cancel();
      return fails ? Promise.reject(new Error('The conversion was ended.')) : Promise.resolve('It runs.');
    };
    expect(await scoring.run()).toMatchObject({ cancelled: true, tokens: 4 });
  }
});

describe('a loss of the engine', () => {
  test.each([
    'The graphics device was lost (unknown: driver reset); the engine must be started again.',
    'Device is lost.',
    'Aborted(OOM). Build with -sASSERTIONS for more info.',
  ])('is "%s"', (message) => {
    expect(isEngineLoss(new Error(message))).toBe(true);
  });

  test('is an error of WebAssembly itself, and no error of the checkpoint, of memory or of a text', () => {
    expect(isEngineLoss(new WebAssembly.RuntimeError('unreachable'))).toBe(true);
    for (const message of ['config.json: must be a file', 'std::bad_alloc', 'The template refuses response 7.'])
      expect(isEngineLoss(new Error(message))).toBe(false);
  });
});
