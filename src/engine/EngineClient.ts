import { proxy } from 'comlink';
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
import { Mutex } from './Mutex';
import { ResumedScoring, type ScoringWorkers } from './scoring/ResumedScoring';
import { EngineGoneError, WorkerLink } from './WorkerLink';

/** The engine's workers, one for each build of the runtime: WebGPU with and without JSPI, and the processor's. */
export type WorkerKind = 'jspi' | 'asyncify' | 'wasm';

export interface EngineClientOptions {
  /** A worker without any progress for so long is taken for hung; long texts are given more. */
  silenceMs: number;
  /** Workers to try, best first. */
  kinds: readonly WorkerKind[];
}

/** Pooled states are asked for in portions, so that each one is a sign of life. */
const hiddenPortion = 64;

/** A text runs without a sign of life: so many milliseconds for each of its characters, as on a slow processor. */
const silencePerCharacterMs = 20;

/**
 * The engine as the studio holds it: starts the best worker that works on this machine, watches it, and starts another
 * one after a crash. Calls run one after another.
 */
export class EngineClient implements EngineContract {
  /** Why a slower worker than the best one runs, in a sentence; null where the best one does. */
  fallbackReason: string | null = null;
  private readonly options: EngineClientOptions;
  private readonly mutex = new Mutex();
  private link: WorkerLink | null = null;
  private kind: WorkerKind | null = null;
  private location: CheckpointLocation | null = null;
  private rewardsKey: string | null = null;
  private scoring: ResumedScoring | null = null;
  private isLoadCancelled = false;

  constructor(
    private readonly startWorker: (kind: WorkerKind) => Worker,
    options: Partial<EngineClientOptions> = {},
  ) {
    this.options = { silenceMs: 120_000, kinds: usualKinds(), ...options };
  }

  load(location: CheckpointLocation, onProgress: (progress: LoadProgress) => void): Promise<LoadedCheckpoint> {
    return this.mutex.run(async () => {
      const loaded = await this.start(this.options.kinds, [], location, onProgress);
      this.location = location;
      this.rewardsKey = loaded.rewardsKey;
      return loaded;
    });
  }

  /**
   * Scores on as many workers as it takes: where one crashes, hangs or loses its device, another one goes on with the
   * requests that have no result yet, of the next kind where one kind is lost twice in a row without a result.
   */
  score(requests: ScoreRequest[], onProgress: (progress: ScoreProgress) => void): Promise<ScoreSummary> {
    const silenceMs = this.options.silenceMs + longestOf(requests) * silencePerCharacterMs;
    return this.mutex.run(() =>
      this.withEngine(async () => {
        const workers: ScoringWorkers = {
          score: (left, listener, mostTokens) =>
            this.linked().watched(
              (engine, alive) => engine.score(left, proxy(heard(listener, alive)), mostTokens),
              silenceMs,
            ),
          restart: (how, reason) => this.restart(how, reason),
        };
        const scoring = new ResumedScoring(workers, requests, onProgress);
        this.scoring = scoring;
        const summary = await scoring.run().finally(() => (this.scoring = null));
        if (scoring.isLost) this.drop('was lost');
        return summary;
      }),
    );
  }

  async cancel(): Promise<void> {
    this.isLoadCancelled = true;
    this.scoring?.cancel();
    try {
      await this.link?.aside((engine) => engine.cancel());
    } catch (error) {
      if (!(error instanceof EngineGoneError)) throw error; // what is gone runs no longer
    }
  }

  hidden(requests: ScoreRequest[]): Promise<(Float32Array | null)[]> {
    return this.mutex.run(() => this.withEngine((link) => this.hiddenInPortions(link, requests)));
  }

  /** Measures on a fresh worker of the kind that runs, else of the best that works. The next `score` loads the checkpoint again. */
  measure(): Promise<DeviceFigures> {
    return this.mutex.run(async () => {
      const kinds = this.kind && this.link ? this.options.kinds.slice(this.kindAt()) : this.options.kinds;
      const figures = await this.firstOf(kinds, [], (link) => link.watched((engine) => engine.measure()));
      this.drop('has measured');
      return figures;
    });
  }

  /** Ends the worker and gives all of its memory back. The next `score` starts it again. */
  async release(): Promise<void> {
    await this.mutex.run(() => Promise.resolve(this.drop('was released')));
  }

  private start(
    kinds: readonly WorkerKind[],
    reasons: string[],
    location: CheckpointLocation,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<LoadedCheckpoint> {
    return this.firstOf(kinds, reasons, (link) =>
      link.watched((engine, alive) => engine.load(location, proxy(heard(onProgress, alive)))),
    );
  }

  /** The first of some kinds whose worker does what is asked of it. @param reasons why better kinds are not tried */
  private async firstOf<T>(
    kinds: readonly WorkerKind[],
    reasons: string[],
    task: (link: WorkerLink) => Promise<T>,
  ): Promise<T> {
    this.drop('was replaced');
    this.isLoadCancelled = false;
    for (const kind of kinds) {
      try {
        this.link = new WorkerLink(this.startWorker(kind), this.options.silenceMs);
        const result = await task(this.link);
        this.kind = kind;
        this.fallbackReason = reasons.length > 0 ? reasons.join(' ') : null;
        return result;
      } catch (error) {
        this.drop('could not load');
        if (this.isLoadCancelled || isFaultOfCheckpoint(error) || kind === kinds.at(-1)) throw error;
        reasons.push(error instanceof Error ? error.message : String(error));
      }
    }
    throw new TypeError('EngineClient needs at least one kind of worker.');
  }

  /** After any failure the worker's state is unknown, so that it is ended and the next call starts another one. */
  private async withEngine<T>(task: (link: WorkerLink) => Promise<T>): Promise<T> {
    if (!this.link && this.location) await this.reload(this.options.kinds, [], this.location);
    const link = this.linked();
    try {
      return await task(link);
    } catch (error) {
      this.drop('failed');
      throw error;
    }
  }

  private async restart(how: 'again' | 'next', reason: string): Promise<string | null> {
    const kinds = this.options.kinds.slice(this.kindAt() + (how === 'next' ? 1 : 0));
    if (!this.location || kinds.length === 0) return null;
    const better = how === 'next' ? reason : this.fallbackReason;
    const loaded = await this.reload(kinds, better === null ? [] : [better], this.location);
    return `The engine was started again on ${loaded.device}.`;
  }

  /** Loads the checkpoint once more, behind the back of whoever loaded it: it must still be the same. */
  private async reload(
    kinds: readonly WorkerKind[],
    reasons: string[],
    location: CheckpointLocation,
  ): Promise<LoadedCheckpoint> {
    const loaded = await this.start(kinds, reasons, location, () => undefined);
    if (loaded.rewardsKey === this.rewardsKey) return loaded;
    this.drop('has another checkpoint');
    throw new Error(
      `The checkpoint ${loaded.name} changed while it was in use: it must keep the key ${this.rewardsKey}, and now has ${loaded.rewardsKey}. Load it again.`,
    );
  }

  private async hiddenInPortions(link: WorkerLink, requests: ScoreRequest[]): Promise<(Float32Array | null)[]> {
    const states: (Float32Array | null)[] = [];
    for (let start = 0; start < requests.length; start += hiddenPortion) {
      const portion = requests.slice(start, start + hiddenPortion);
      const silenceMs = this.options.silenceMs + longestOf(portion) * silencePerCharacterMs;
      states.push(...(await link.watched((engine) => engine.hidden(portion), silenceMs)));
    }
    return states;
  }

  private kindAt(): number {
    return Math.max(0, this.options.kinds.indexOf(this.kind ?? 'wasm'));
  }

  private linked(): WorkerLink {
    if (this.link) return this.link;
    throw new Error('The engine has no checkpoint: call load before score or hidden.');
  }

  private drop(how: string): void {
    this.link?.end(how);
    this.link = null;
  }
}

/** JSPI is the smaller and quicker build where WebAssembly can wait for promises. */
function usualKinds(): WorkerKind[] {
  return ['Suspending' in WebAssembly ? 'jspi' : 'asyncify', 'wasm'];
}

/** Errors for which a worker of another kind would refuse the same checkpoint: its files, its template, the disk, a cancel. */
const faultsOfCheckpoint = ['CheckpointError', 'MissingTemplateError', 'FileError', 'AbortError'];

function isFaultOfCheckpoint(error: unknown): boolean {
  return error instanceof Error && faultsOfCheckpoint.includes(error.name);
}

/** Characters of the longest text. */
function longestOf(requests: readonly ScoreRequest[]): number {
  const lengthOf = ({ messages }: ScoreRequest) => messages.reduce((sum, { content }) => sum + content.length, 0);
  return requests.reduce((most, request) => Math.max(most, lengthOf(request)), 0);
}

function heard<T>(listener: (progress: T) => void, alive: () => void): (progress: T) => void {
  return (progress) => {
    alive();
    listener(progress);
  };
}
