import type { BenchmarkResult } from '../../benchmarks/BenchmarkResult';
import { checkpointModel } from '../../benchmarks/run/checkpointModel';
import type { ResponseReward } from '../../benchmarks/run/BenchmarkContract';
import type { ResponseRequest } from '../../benchmarks/run/ResponseRequest';
import type { RunEstimate } from '../../benchmarks/run/RunEstimate';
import { estimateFrom } from '../../benchmarks/run/RunSample';
import type { LoadedCheckpoint, ScoreResult } from '../../engine/contract';
import type { RewardRow } from '../../rewards/RewardRow';
import { isModel, isSameModel, type Model } from '../models/Model';
import { ScoringPace } from '../models/ScoringPace.svelte';
import { messageOf } from '../parts/format';
import type { Studio } from '../Studio.svelte';
import type { BenchmarkDesk } from './BenchmarkDesk.svelte';
import { templateDigest } from './templateDigest';

/**
 * Responses that are sent to the engine at a time: what takes about ten seconds, so that figures move, and more on quick devices,
 * which gain by ordering texts by length.
 */
const responsesAtATime = { least: 32, most: 512, forS: 10 };
/** Partial figures are worked out again after so long. */
const figuresEveryMs = 3000;
const unfinishedSetting = 'benchmark-run';

type RunState = 'idle' | 'loading' | 'estimating' | 'estimated' | 'running' | 'paused' | 'done' | 'failed';

/** A run that was begun and has not ended. */
export interface UnfinishedRun {
  benchmark: string;
  model: Model;
}

/** A benchmark that a model of the engine runs on: what it will cost, how far it is, and what it gives so far. One at a time. */
export class BenchmarkRun {
  state = $state<RunState>('idle');
  benchmark = $state<string | null>(null);
  model = $state.raw<Model | null>(null);
  key = $state<string | null>(null);
  /** Different responses of the data, and those of them that have an answer. */
  responses = $state(0);
  known = $state(0);
  estimate = $state.raw<RunEstimate | null>(null);
  partial = $state.raw<BenchmarkResult | null>(null);
  error = $state<string | null>(null);
  notices = $state.raw<string[]>([]);
  /** What an earlier visit did not bring to its end. */
  unfinished = $state.raw<UnfinishedRun | null>(null);
  readonly pace = new ScoringPace();
  readonly #studio: Studio;
  readonly #desk: BenchmarkDesk;
  #stopping = false;
  #running: Promise<void> | null = null;
  #notFinite: string[] = [];
  #figuresAtMs = 0;
  #figures: Promise<void> | null = null;

  constructor(studio: Studio, desk: BenchmarkDesk) {
    this.#studio = studio;
    this.#desk = desk;
  }

  get busy(): boolean {
    return this.state === 'loading' || this.state === 'estimating' || this.state === 'running';
  }

  /** Whether it is at these rewards now. */
  isOf(benchmark: string, key: string): boolean {
    return this.busy && this.benchmark === benchmark && this.key === key;
  }

  async restore(): Promise<void> {
    const kept = await this.#studio.store.setting<UnfinishedRun>(unfinishedSetting);
    this.unfinished = kept !== null && typeof kept.benchmark === 'string' && isModel(kept.model) ? kept : null;
  }

  /** Scores a few texts to tell what the rest costs; their rewards are kept. Never rejects. */
  estimateFor(benchmark: string, model: Model): Promise<void> {
    return this.#begin(benchmark, model, async () => {
      this.state = 'estimating';
      const key = this.key ?? '';
      const sample = await this.#desk.worker.call((remote) => remote.sample(benchmark, key));
      const startedMs = performance.now();
      let tokens = 0;
      await this.#score(sample.requests, (results) => {
        for (const result of results) tokens += result.tokens;
      });
      this.estimate = estimateFrom(sample, tokens, (performance.now() - startedMs) / 1000);
      this.state = this.#stopping ? 'paused' : 'estimated';
    });
  }

  /** Scores whatever has no reward yet, and makes the report. Resolves at the end or when it is paused; never rejects. */
  start(benchmark: string, model: Model): Promise<void> {
    return this.#begin(benchmark, model, async (loaded) => {
      this.state = 'running';
      this.unfinished = { benchmark, model };
      await this.#studio.store.putSetting(unfinishedSetting, this.unfinished);
      this.pace.reset(this.responses);
      this.pace.start(this.known);
      await this.#scoreAll();
      if (this.#stopping) {
        this.state = 'paused';
        return;
      }
      await this.#finish(loaded, model);
    });
  }

  /** Ends after the batch that is running; what is scored stays. */
  async pause(): Promise<void> {
    if (!this.#running) return;
    this.#stopping = true;
    // A worker that is gone needs no cancelling.
    await this.#studio.models.engine.cancel().catch(() => undefined);
    await this.#running;
  }

  /** The data of this benchmark change: what was under way with them ends. */
  async leave(benchmark: string): Promise<void> {
    if (this.benchmark !== benchmark) return;
    await this.pause();
    this.state = 'idle';
    this.estimate = this.partial = this.error = null;
  }

  /** Forgets what an earlier visit did not bring to its end; its rewards stay. */
  async dismiss(): Promise<void> {
    this.unfinished = null;
    await this.#studio.store.removeSetting(unfinishedSetting);
  }

  async #begin(benchmark: string, model: Model, act: (loaded: LoadedCheckpoint) => Promise<void>): Promise<void> {
    await this.pause();
    this.#stopping = false;
    this.#running = this.#runThrough(benchmark, model, act).finally(() => (this.#running = null));
    await this.#running;
  }

  async #runThrough(benchmark: string, model: Model, act: (loaded: LoadedCheckpoint) => Promise<void>): Promise<void> {
    if (benchmark !== this.benchmark || !isSameModel(model, this.model)) this.estimate = this.partial = null;
    this.state = 'loading';
    this.benchmark = benchmark;
    this.model = model;
    this.error = null;
    this.notices = [];
    this.#notFinite = [];
    this.#figuresAtMs = 0;
    try {
      const loaded = await this.#prepare(benchmark, model);
      if (this.#stopping) this.state = 'paused';
      else await act(loaded);
    } catch (error) {
      this.state = this.#stopping ? 'paused' : 'failed';
      if (!this.#stopping) this.error = messageOf(error);
    }
  }

  /** The engine holds the model, and the worker the data with the rewards that are stored. */
  async #prepare(benchmark: string, model: Model): Promise<LoadedCheckpoint> {
    await this.#studio.scoring.pause();
    await this.#desk.ready(benchmark);
    const loaded = await this.#studio.models.ready(model);
    const key = (this.key = loaded.rewardsKey);
    const { known, responses } = await this.#desk.worker.call((remote) => remote.open(benchmark, key, []));
    this.known = known;
    this.responses = responses;
    return loaded;
  }

  async #scoreAll(): Promise<void> {
    const next = () =>
      this.#desk.worker.call((remote) => remote.next(this.benchmark ?? '', this.key ?? '', this.#atATime()));
    let coming = next();
    for (let requests = await coming; requests.length > 0 && !this.#stopping; requests = await coming) {
      // The next ones are found while these are scored.
      coming = next();
      coming.catch(() => undefined); // heard when their turn comes
      await this.#score(requests, (results) => this.pace.step(this.known, results));
      this.#figures ??= this.#showFigures().finally(() => (this.#figures = null));
    }
    await this.#figures;
  }

  #atATime(): number {
    const { least, most, forS } = responsesAtATime;
    return Math.round(Math.min(most, Math.max(least, (this.pace.responsesPerS ?? 0) * forS)));
  }

  /** Scores some texts; resolves when their rewards are stored. */
  async #score(requests: ResponseRequest[], heard: (results: ScoreResult[]) => void): Promise<void> {
    if (requests.length === 0) return;
    if (!isSameModel(this.#studio.models.loadedModel, this.model))
      throw new Error('Another model was loaded meanwhile. Go on, and this one loads again.');
    let written = Promise.resolve();
    const { cancelled } = await this.#studio.models.engine.score(requests, ({ results, notice }) => {
      if (notice) this.notices = [...this.notices, notice];
      written = written.then(() => this.#store(results)).then(() => heard(results));
      written.catch(() => undefined); // heard below, when the engine is done
    });
    await written;
    // Without this the texts that were left out would end as items without rewards.
    if (cancelled && !this.#stopping)
      throw new Error('The model was stopped from elsewhere in the studio. Go on: what is scored is kept.');
  }

  async #store(results: ScoreResult[]): Promise<void> {
    const checkpoint = this.key ?? '';
    const rows = results.flatMap((result) => rowOf(checkpoint, result));
    if (rows.length > 0) await this.#studio.store.putRewards(rows);
    const given = results.map(rewardOf);
    for (const { id, reward } of given) if (Number.isNaN(reward)) this.#notFinite.push(id);
    this.known = await this.#desk.worker.call((remote) => remote.take(this.benchmark ?? '', checkpoint, given));
  }

  async #showFigures(): Promise<void> {
    if (performance.now() - this.#figuresAtMs < figuresEveryMs) return;
    this.partial = await this.#desk.worker.call((remote) => remote.figures(this.benchmark ?? '', this.key ?? ''));
    this.#figuresAtMs = performance.now();
  }

  async #finish(loaded: LoadedCheckpoint, model: Model): Promise<void> {
    const { benchmark, key } = this;
    const about = checkpointModel(loaded, await templateDigest(model), null);
    const more = { kind: 'engine' as const, notFinite: this.#notFinite, files: [] };
    await this.#desk.keep(benchmark ?? '', key ?? '', about, more);
    this.partial = null;
    this.state = 'done';
    await this.dismiss();
    this.#studio.announcer.say('The benchmark is done.');
  }
}

function rowOf(checkpoint: string, result: ScoreResult): RewardRow[] {
  const { id: response, tokens } = result;
  if (result.kind === 'reward') return [{ checkpoint, response, reward: result.reward, tokens }];
  return result.kind === 'too_long'
    ? [{ checkpoint, response, reward: null, tokens, maxTokens: result.maxTokens }]
    : [];
}

function rewardOf(result: ScoreResult): ResponseReward {
  if (result.kind === 'reward') return { id: result.id, reward: result.reward };
  return { id: result.id, reward: result.kind === 'too_long' ? 'too_long' : NaN };
}
