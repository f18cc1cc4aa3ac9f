import type {
  CheckpointLocation,
  DeviceFigures,
  EngineContract,
  LoadedCheckpoint,
  LoadProgress,
  ScoreProgress,
  ScoreRequest,
  ScoreSummary,
} from './contract';
import type { FindCheckpoint } from './EngineStorage';
import { loadModel, type LoadedModel } from './LoadedModel';
import { measureDevice } from './measure/measureDevice';
import { Mutex } from './Mutex';
import { HiddenCollector } from './scoring/HiddenCollector';
import { ProgressReporter } from './scoring/ProgressReporter';
import { ScoringRun, type ScoringListener } from './scoring/ScoringRun';
import type { OpenRuntime, Runtime } from './session/Runtime';

/** The engine over whichever runtime it is given. Loading, scoring and releasing exclude each other. */
export class Engine implements EngineContract {
  private readonly mutex = new Mutex();
  private runtime: Runtime | null = null;
  private loaded: LoadedModel | null = null;
  private running: ScoringRun | null = null;
  private converting: AbortController | null = null;

  /**
   * @param openRuntime called once, when the first checkpoint is loaded
   * @param find finds the files of a location
   * @param startTextWorker starts `workers/text`, so that tokenising runs beside the model; null does it in this thread
   */
  constructor(
    private readonly openRuntime: OpenRuntime,
    private readonly find: FindCheckpoint,
    private readonly startTextWorker: (() => Worker) | null = null,
  ) {}

  load(location: CheckpointLocation, onProgress: (progress: LoadProgress) => void): Promise<LoadedCheckpoint> {
    return this.mutex.run(async () => {
      await this.releaseModel();
      const runtime = (this.runtime ??= await this.openRuntime());
      const { signal } = (this.converting = new AbortController());
      const found = await this.find(location, onProgress);
      try {
        const { startTextWorker } = this;
        const { precision, template } = location.kind === 'stored' ? location : { precision: null, template: null };
        this.loaded = await loadModel({ ...found, precision, template, runtime, startTextWorker, onProgress, signal });
        return this.loaded.checkpoint;
      } finally {
        this.converting = null;
        await found.source.close?.();
      }
    });
  }

  score(
    requests: ScoreRequest[],
    onProgress: (progress: ScoreProgress) => void,
    mostTokens = Infinity,
  ): Promise<ScoreSummary> {
    return this.mutex.run(async () => {
      const model = this.model();
      model.parts.pace.limit(mostTokens);
      const reporter = new ProgressReporter(requests, model.parts.maxTokens, onProgress);
      let cancelled = false;
      try {
        cancelled = await this.runThrough(model, requests, reporter);
      } catch (error) {
        await reporter.finish(false); // what was scored before the failure stays
        throw error;
      }
      return reporter.finish(cancelled);
    });
  }

  async cancel(): Promise<void> {
    this.running?.cancel();
    this.converting?.abort();
  }

  hidden(requests: ScoreRequest[]): Promise<(Float32Array | null)[]> {
    return this.mutex.run(async () => {
      const model = this.model();
      const collector = new HiddenCollector(requests.length, model.checkpoint.width);
      await this.runThrough(model, requests, collector);
      return collector.states;
    });
  }

  measure(): Promise<DeviceFigures> {
    return this.mutex.run(async () => {
      await this.releaseModel();
      return measureDevice((this.runtime ??= await this.openRuntime()));
    });
  }

  release(): Promise<void> {
    return this.mutex.run(async () => {
      await this.releaseModel();
      this.runtime?.release();
      this.runtime = null;
    });
  }

  private async runThrough(model: LoadedModel, requests: ScoreRequest[], listener: ScoringListener): Promise<boolean> {
    const run = new ScoringRun(model.parts, listener);
    this.running = run;
    try {
      await run.run(requests);
      return run.isCancelled;
    } finally {
      this.running = null;
    }
  }

  private model(): LoadedModel {
    if (this.loaded) return this.loaded;
    throw new Error('The engine has no checkpoint: call load before score or hidden.');
  }

  private async releaseModel(): Promise<void> {
    const model = this.loaded;
    this.loaded = null;
    await model?.release();
  }
}
