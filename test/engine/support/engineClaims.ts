import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import type { EngineContract, ScoreProgress, ScoreRequest, ScoreResult } from '../../../src/engine/contract';

/** What PyTorch gives for one conversation. `hidden` is the beginning of the pooled state. */
export interface RewardFixture {
  messages: ScoreRequest['messages'];
  ids: number[];
  reward: number;
  hidden: number[];
}

export interface ClaimOptions {
  fixtures: RewardFixture[];
  /** An engine with the demo checkpoint loaded. */
  start(): Promise<EngineContract>;
  timeoutMs?: number;
}

const tolerance = 1e-4;

export function requestsOf(fixtures: readonly RewardFixture[]): ScoreRequest[] {
  return fixtures.map(({ messages }, index) => ({ id: `r${index}`, messages, promptLength: messages.length - 1 }));
}

/** Scores, checking on the way that every result comes once and that the counts add up. */
export async function scoreAll(engine: EngineContract, requests: ScoreRequest[]): Promise<Map<string, ScoreResult>> {
  const results = new Map<string, ScoreResult>();
  let last: ScoreProgress | null = null;
  const summary = await engine.score(requests, (progress) => {
    last = progress;
    for (const result of progress.results) {
      expect(results.has(result.id)).toBe(false);
      results.set(result.id, result);
    }
    expect(progress.doneRequests).toBe(results.size);
    expect(progress.totalRequests).toBe(requests.length);
  });
  expect(summary.scored + summary.tooLong + summary.notFinite).toBe(results.size);
  expect(summary.ranTokens).toBeGreaterThanOrEqual(summary.tokens);
  if (requests.length > 0) expect(last).toMatchObject({ doneTokens: summary.tokens, ranTokens: summary.ranTokens });
  return results;
}

function rewardOf(result: ScoreResult | undefined): number {
  return result?.kind === 'reward' ? result.reward : NaN;
}

const longRequest = (id: string, words: number): ScoreRequest => ({
  id,
  messages: [
    { role: 'user', content: 'hello' },
    { role: 'assistant', content: 'word '.repeat(words) },
  ],
  promptLength: 1,
});

/** What every backend must do, over the demo checkpoint. */
export function claimEngine(name: string, { fixtures, start, timeoutMs = 60_000 }: ClaimOptions): void {
  describe(`the engine on ${name}`, { timeout: timeoutMs }, () => {
    const requests = requestsOf(fixtures);
    let engine: EngineContract;

    beforeAll(async () => {
      engine = await start();
    }, timeoutMs);

    afterAll(() => engine.release());

    test('gives the rewards of PyTorch to 1e-4, and never another order', async () => {
      const results = await scoreAll(engine, requests);
      const rewards = requests.map(({ id }) => rewardOf(results.get(id)));
      fixtures.forEach(({ reward, ids }, index) => {
        expect(Math.abs((rewards[index] ?? NaN) - reward), `fixture ${index} of ${ids.length} tokens`).toBeLessThan(
          tolerance,
        );
        expect(results.get(`r${index}`)).toMatchObject({ tokens: ids.length });
      });
      for (const [a, one] of fixtures.entries()) {
        for (const [b, other] of fixtures.entries()) {
          if (one.reward - other.reward > tolerance) expect(rewards[a]).toBeGreaterThan(rewards[b] ?? NaN);
        }
      }
    });

    test('gives the pooled states of PyTorch, in the order of the requests, null for a text too long', async () => {
      const few = fixtures.slice(0, 6);
      const states = await engine.hidden([...requestsOf(few), longRequest('long', 2000)]);
      few.forEach(({ hidden }, index) => {
        hidden.forEach((value, at) => expect(Math.abs((states[index]?.[at] ?? NaN) - value)).toBeLessThan(tolerance));
      });
      expect(states.at(-1)).toBeNull();
    });

    test('marks a text that is too long with its tokens, and scores the others', async () => {
      const [first] = requests;
      const results = await scoreAll(engine, [longRequest('long', 2000), ...(first ? [first] : [])]);
      const long = results.get('long');
      expect(long).toMatchObject({ kind: 'too_long', maxTokens: 1024 });
      expect(long?.tokens).toBeGreaterThan(2000);
      expect(results.get('r0')?.kind).toBe('reward');
    });

    test('scores equal texts once and answers every request of them', async () => {
      const [first] = fixtures;
      const copies = ['a', 'b', 'c'].map((id) => ({ id, messages: first?.messages ?? [], promptLength: 1 }));
      let tokens = 0;
      const results: ScoreResult[] = [];
      await engine.score(copies, (progress) => {
        tokens = progress.doneTokens;
        results.push(...progress.results);
      });
      expect(tokens).toBe(first?.ids.length);
      expect(new Set(results.map(rewardOf)).size).toBe(1);
      expect(results.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
    });

    test('does nothing on nothing', async () => {
      expect(await engine.score([], () => undefined)).toMatchObject({
        scored: 0,
        tooLong: 0,
        tokens: 0,
        cancelled: false,
      });
      expect(await engine.hidden([])).toEqual([]);
    });

    test('makes a second run wait for the first', async () => {
      const order: string[] = [];
      const few = requests.slice(0, 2);
      const note = (run: string) => () => void order.push(run);
      const runs = [
        engine.score(few, () => undefined).then(note('first')),
        engine.score(few, () => undefined).then(note('second')),
      ];
      await Promise.all(runs);
      expect(order).toEqual(['first', 'second']);
    });

    test('stops after the current batch when it is cancelled, keeps what it has scored, and can go on', async () => {
      const many = Array.from({ length: 400 }, (_, index) => longRequest(`m${index}`, 20 + index));
      const results: ScoreResult[] = [];
      const summary = await engine.score(many, (progress) => {
        results.push(...progress.results);
        void engine.cancel();
      });
      expect(summary.cancelled).toBe(true);
      expect(results.length).toBe(summary.scored);
      expect(summary.scored).toBeGreaterThan(0);
      expect(summary.scored).toBeLessThan(many.length);
      expect((await scoreAll(engine, requests.slice(0, 1))).size).toBe(1);
    });

    test('rejects a failed load with the name and the message of the error', async () => {
      const failure = await engine
        .load({ kind: 'url', base: 'http://127.0.0.1:9/nothing/' }, () => undefined)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      expect((failure as Error).name).toBe('CheckpointError');
      expect((failure as Error).message).toContain('config.json');
    });
  });
}
