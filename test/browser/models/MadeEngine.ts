import type {
  CheckpointLocation,
  DeviceFigures,
  EngineContract,
  KnownModel,
  LoadedCheckpoint,
  LoadProgress,
  ScoreProgress,
  ScoreRequest,
  ScoreResult,
  ScoreSummary,
} from '../../../src/engine/contract';
import { madeDigest } from './madeDigest';

export const madeKnown: KnownModel = {
  title: 'Skywork-Reward-V2-Qwen3-0.6B',
  licence: 'Apache-2.0',
  vector: [7.875, 0.9453].map((reward) => ({
    messages: [
      { role: 'user', content: 'How many apples?' },
      { role: 'assistant', content: `${reward}` },
    ],
    promptLength: 1,
    reward,
  })),
  source: 'made for a test',
  tolerance: { q4: 1, q8: 0.3, f16: 0.15, f32: 0.15 },
};

/** An engine without a model: a reward is the length of the last message, and whatever a test wants goes wrong. */
export class MadeEngine implements EngineContract {
  fallbackReason: string | null = null;
  /** Its own in every test: the reward table outlives them. */
  readonly #demoDigest = madeDigest();
  readonly loads: CheckpointLocation[] = [];
  /** The ids that each call of `score` was given. */
  readonly asked: string[][] = [];
  known: KnownModel | null = null;
  notes: string[] = [];
  frozenDate: string | null = null;
  notice: string | null = null;
  /** What a test has a model say of a text; null: too long. Absent: a reward is the length of the last message. */
  rewardOf: ((messages: ScoreRequest['messages'], model: CheckpointLocation) => number | null) | null = null;
  /** How many of the next responses get no finite reward. */
  notFinite = 0;
  refusals: Error[] = [];
  /** While held, a load or a run stands still until `release` or `cancel`. */
  holding: 'load' | 'score' | 'hidden' | null = null;
  /** The ids that each call of `hidden` was given. */
  readonly hiddenAsked: string[][] = [];
  /** How many of the next states are of texts that are too long. */
  tooLong = 0;
  #cancelled = false;
  #release: () => void = () => undefined;

  /** The key under which it gives rewards. */
  keyOf(location: CheckpointLocation): string {
    if (location.kind === 'url') return this.#demoDigest;
    return location.precision === 'f32' ? location.digest : `${location.digest}-${location.precision}`;
  }

  async load(location: CheckpointLocation, onProgress: (progress: LoadProgress) => void): Promise<LoadedCheckpoint> {
    this.loads.push(location);
    onProgress({ stage: 'build', doneBytes: 0.4e9, totalBytes: 1.192e9 });
    await this.#hold('load');
    const cancelled = this.#cancelled;
    this.#cancelled = false;
    if (cancelled) throw new DOMException('The conversion was cancelled.', 'AbortError');
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    const digest = location.kind === 'url' ? this.#demoDigest : location.digest;
    return {
      digest,
      rewardsKey: this.keyOf(location),
      name: 'made',
      architecture: 'Qwen3ForSequenceClassification',
      backend: 'webgpu',
      device: 'made adapter',
      precision: location.kind === 'url' ? 'f32' : location.precision,
      maxTokens: 16_384,
      width: 1024,
      frozenDate: this.frozenDate,
      notes: this.notes,
      known: location.kind === 'url' ? null : this.known,
    };
  }

  async score(requests: ScoreRequest[], onProgress: (progress: ScoreProgress) => void): Promise<ScoreSummary> {
    this.asked.push(requests.map(({ id }) => id));
    const results = requests.map((request) => this.#result(request));
    const tokens = 10 * requests.length;
    const half = Math.ceil(results.length / 2);
    const step = (done: ScoreResult[], doneRequests: number) =>
      onProgress({
        results: done,
        doneRequests,
        totalRequests: requests.length,
        doneTokens: tokens,
        ranTokens: tokens,
        elapsedMs: 5,
        notice: this.notice,
      });
    step(results.slice(0, half), half);
    this.notice = null;
    await this.#hold('score');
    const cancelled = this.#cancelled;
    this.#cancelled = false;
    if (!cancelled) step(results.slice(half), results.length);
    return { scored: requests.length, tooLong: 0, notFinite: 0, tokens, ranTokens: tokens, elapsedMs: 5, cancelled };
  }

  async cancel(): Promise<void> {
    this.#cancelled = this.holding !== null;
    this.#release();
  }

  release(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }

  /** The state of a text is a point on a circle, by its letters; the next ones after `tooLong` have none. */
  async hidden(requests: ScoreRequest[]): Promise<(Float32Array | null)[]> {
    this.hiddenAsked.push(requests.map(({ id }) => id));
    await this.#hold('hidden');
    return requests.map(({ messages }) => {
      if (this.tooLong > 0 && this.tooLong--) return null;
      const text = messages.map(({ content }) => content).join(' ');
      const angle = Array.from(text).reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) % 6283, 0) / 1000;
      return Float32Array.of(Math.cos(angle), Math.sin(angle), 1);
    });
  }

  async measure(): Promise<DeviceFigures> {
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    return {
      backend: 'webgpu',
      device: 'made adapter',
      layers: 4,
      modelLayers: 28,
      tokensPerS: [
        { tokens: 256, perS: 5120 },
        { tokens: 1024, perS: 4096 },
      ],
      matmulGflops: 4321,
      activations: 'f16',
    };
  }

  #result({ id, messages }: ScoreRequest): ScoreResult {
    if (this.notFinite > 0 && this.notFinite--) return { id, kind: 'not_finite', tokens: 10, arrived: 'NaN' };
    const location = this.loads.at(-1);
    const own = this.rewardOf && location ? this.rewardOf(messages, location) : undefined;
    if (own === null) return { id, kind: 'too_long', tokens: 20_000, maxTokens: 16_384 };
    if (own !== undefined) return { id, kind: 'reward', tokens: 10, reward: own };
    const published = this.known?.vector[Number(id)];
    return {
      id,
      kind: 'reward',
      tokens: 10,
      reward: published ? published.reward - 0.2 : (messages.at(-1)?.content.length ?? 0),
    };
  }

  async #hold(what: 'load' | 'score' | 'hidden'): Promise<void> {
    if (this.holding !== what) return;
    await new Promise<void>((resolve) => (this.#release = resolve));
    this.holding = null;
  }
}
