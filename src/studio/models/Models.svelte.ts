import type { CheckpointLocation, LoadedCheckpoint, LoadProgress } from '../../engine/contract';
import { EngineClient } from '../../engine/EngineClient';
import type { Store } from '../../store/Store';
import { startEngineWorker } from './startEngineWorker';

/** A model that the studio can load: for now the one that comes with it. */
export interface Model {
  name: string;
  title: string;
  location: CheckpointLocation;
  /** Addresses of the model card and of the held-out figures. */
  card: string;
  evaluation: string;
}

export const demoModel: Model = {
  name: 'demo',
  title: 'Assay demo reward model',
  location: { kind: 'url', base: new URL('models/demo/', document.baseURI).href },
  card: 'models/demo/README.md',
  evaluation: 'models/demo/eval.json',
};

/** The model in use: loaded when it is first needed, its digest remembered so that cached rewards show at once. */
export class Models {
  readonly available = [demoModel];
  active = $state.raw<Model>(demoModel);
  /** The digest that the model had when it was last loaded here; the key of its rewards. */
  digest = $state<string | null>(null);
  loaded = $state.raw<LoadedCheckpoint | null>(null);
  loading = $state(false);
  progress = $state.raw<LoadProgress | null>(null);
  error = $state<string | null>(null);
  /** Why a slower backend than WebGPU is in use, in a sentence; null when WebGPU runs. */
  fallbackReason = $state<string | null>(null);
  readonly engine = new EngineClient(startEngineWorker);
  readonly #store: Store;
  #loading: Promise<LoadedCheckpoint> | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  async restore(): Promise<void> {
    this.digest = await this.#store.setting<string>(`digest:${this.active.name}`);
  }

  /** The checkpoint in use, loading it when that has not happened. A failure is shown and can be tried again. */
  async ready(): Promise<LoadedCheckpoint> {
    if (this.loaded) return this.loaded;
    this.#loading ??= this.#load().finally(() => (this.#loading = null));
    return this.#loading;
  }

  /** Gives back the memory that the loaded model takes. Its rewards stay; the next need loads it again. */
  async unload(): Promise<void> {
    if (!this.loaded) return;
    this.loaded = null;
    await this.engine.release();
  }

  async #load(): Promise<LoadedCheckpoint> {
    this.error = null;
    this.loading = true;
    try {
      const loaded = await this.engine.load(this.active.location, (progress) => (this.progress = progress));
      this.fallbackReason = this.engine.fallbackReason;
      this.digest = loaded.digest;
      await this.#store.putSetting(`digest:${this.active.name}`, loaded.digest);
      this.loaded = loaded;
      return loaded;
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      this.loading = false;
      this.progress = null;
    }
  }
}
