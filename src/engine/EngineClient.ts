import { proxy } from 'comlink';
import type {
  CheckpointLocation,
  EngineContract,
  LoadedCheckpoint,
  LoadProgress,
  ScoreProgress,
  ScoreRequest,
  ScoreSummary,
} from './contract';
import { Mutex } from './Mutex';
import { WorkerLink } from './WorkerLink';

/** The engine's workers, one for each build of the runtime: WebGPU with and without JSPI, and the processor's. */
export type WorkerKind = 'jspi' | 'asyncify' | 'wasm';

export interface EngineClientOptions {
  /** A worker without any progress for so long is taken for hung. */
  silenceMs: number;
  /** Workers to try, best first. */
  kinds: readonly WorkerKind[];
}

/** Pooled states are asked for in portions, so that each one is a sign of life. */
const hiddenPortion = 64;

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
  private location: CheckpointLocation | null = null;

  constructor(
    private readonly startWorker: (kind: WorkerKind) => Worker,
    options: Partial<EngineClientOptions> = {},
  ) {
    this.options = { silenceMs: 120_000, kinds: usualKinds(), ...options };
  }

  load(location: CheckpointLocation, onProgress: (progress: LoadProgress) => void): Promise<LoadedCheckpoint> {
    return this.mutex.run(() => this.start(location, onProgress));
  }

  score(requests: ScoreRequest[], onProgress: (progress: ScoreProgress) => void): Promise<ScoreSummary> {
    return this.mutex.run(() =>
      this.withEngine((link) =>
        link.watched((engine, alive) => engine.score(requests, proxy(heard(onProgress, alive)))),
      ),
    );
  }

  async cancel(): Promise<void> {
    await this.link?.aside((engine) => engine.cancel());
  }

  hidden(requests: ScoreRequest[]): Promise<(Float32Array | null)[]> {
    return this.mutex.run(() => this.withEngine((link) => this.hiddenInPortions(link, requests)));
  }

  /** Ends the worker and gives all of its memory back. The next `score` starts it again. */
  async release(): Promise<void> {
    await this.mutex.run(() => Promise.resolve(this.drop('was released')));
  }

  private async start(
    location: CheckpointLocation,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<LoadedCheckpoint> {
    this.drop('was replaced');
    const reasons: string[] = [];
    for (const kind of this.options.kinds) {
      try {
        const loaded = await this.startKind(kind, location, onProgress);
        this.location = location;
        this.fallbackReason = reasons.length > 0 ? reasons.join(' ') : null;
        return loaded;
      } catch (error) {
        this.drop('could not load');
        if (isFaultOfCheckpoint(error) || kind === this.options.kinds.at(-1)) throw error;
        reasons.push(error instanceof Error ? error.message : String(error));
      }
    }
    throw new TypeError('EngineClient needs at least one kind of worker.');
  }

  private startKind(
    kind: WorkerKind,
    location: CheckpointLocation,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<LoadedCheckpoint> {
    const link = new WorkerLink(this.startWorker(kind), this.options.silenceMs);
    this.link = link;
    return link.watched((engine, alive) => engine.load(location, proxy(heard(onProgress, alive))));
  }

  /** After any failure the worker's state is unknown, so that it is ended and the next call starts another one. */
  private async withEngine<T>(task: (link: WorkerLink) => Promise<T>): Promise<T> {
    if (!this.link && this.location) await this.start(this.location, () => undefined);
    if (!this.link) throw new Error('The engine has no checkpoint: call load before score or hidden.');
    try {
      return await task(this.link);
    } catch (error) {
      this.drop('failed');
      throw error;
    }
  }

  private async hiddenInPortions(link: WorkerLink, requests: ScoreRequest[]): Promise<(Float32Array | null)[]> {
    const states: (Float32Array | null)[] = [];
    for (let start = 0; start < requests.length; start += hiddenPortion) {
      const portion = requests.slice(start, start + hiddenPortion);
      states.push(...(await link.watched((engine) => engine.hidden(portion))));
    }
    return states;
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

/** Another worker would refuse the same checkpoint for the same reason. */
function isFaultOfCheckpoint(error: unknown): boolean {
  return error instanceof Error && error.name === 'CheckpointError';
}

function heard<T>(listener: (progress: T) => void, alive: () => void): (progress: T) => void {
  return (progress) => {
    alive();
    listener(progress);
  };
}
