import { createHash } from 'node:crypto';
import type { LoadedCheckpoint, ScoreRequest, ScoreResult } from '../../../../src/engine/contract';
import type { Scorer } from '../../../../server/commands/score/Scorer';
import type { ReadyModel } from '../../../../server/commands/score/scoreFile';

export interface FakeOptions {
  /** Results a step; between steps other work gets its turn. */
  perStep?: number;
  /** Called before each step with the requests that were answered so far. */
  onStep?: (answered: number) => void | Promise<void>;
  /** The result of a request; by default a reward from its texts. */
  resultOf?: (request: ScoreRequest) => ScoreResult;
  digest?: string;
}

/** A reward that depends on nothing but the texts, as a 32-bit float. */
export function fakeReward({ messages }: ScoreRequest): number {
  const bytes = createHash('sha256').update(JSON.stringify(messages)).digest();
  return Math.fround(bytes.readInt32LE(0) / 2 ** 28);
}

function fakeResult(request: ScoreRequest): ScoreResult {
  return {
    id: request.id,
    kind: 'reward',
    reward: fakeReward(request),
    tokens: JSON.stringify(request.messages).length,
  };
}

/** A scorer that answers last request first, in steps, without any model. */
export class FakeScorer implements Scorer {
  answered = 0;
  /** Calls of `score`, by how many requests each had. */
  readonly calls: number[] = [];
  private cancelled = false;

  constructor(private readonly options: FakeOptions = {}) {}

  async score(requests: ScoreRequest[], onProgress: Parameters<Scorer['score']>[1]) {
    const { perStep = 7, onStep, resultOf = fakeResult } = this.options;
    this.calls.push(requests.length);
    const waiting = [...requests];
    let doneRequests = 0;
    while (waiting.length > 0 && !this.cancelled) {
      await onStep?.(this.answered);
      await new Promise((resolve) => setImmediate(resolve));
      const results = waiting.splice(-perStep).reverse().map(resultOf);
      doneRequests += results.length;
      this.answered += results.length;
      const counts = { totalRequests: requests.length, doneTokens: 0, ranTokens: 0, elapsedMs: 1, notice: null };
      await onProgress({ results, doneRequests, ...counts });
    }
    const cancelled = this.cancelled;
    this.cancelled = false;
    return { scored: doneRequests, tooLong: 0, notFinite: 0, tokens: 10, ranTokens: 8, elapsedMs: 1, cancelled };
  }

  async cancel(): Promise<void> {
    this.cancelled = true;
  }
}

export function fakeModel(options: FakeOptions = {}): ReadyModel & { scorer: FakeScorer } {
  const digest = options.digest ?? 'd'.repeat(64);
  const checkpoint: LoadedCheckpoint = {
    digest,
    rewardsKey: digest,
    name: 'fake',
    architecture: 'FakeForSequenceClassification',
    backend: 'node',
    device: 'processor',
    precision: 'f32',
    maxTokens: 1024,
    width: 4,
    frozenDate: null,
    notes: [],
    known: null,
  };
  return { checkpoint, scorer: new FakeScorer(options), template: null };
}
