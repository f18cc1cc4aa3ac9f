import type { EngineContract, LoadedCheckpoint, LoadProgress } from '../../engine/contract';
import type { StoredCheckpoint } from '../../engine/checkpoint/checkpointsContract';
import type { Store } from '../../store/Store';
import { messageOf } from '../parts/format';
import type { Checkpoints } from './Checkpoints.svelte';
import { demoModel, isModel, isSameModel, precisionOf, storedModel, type Model } from './Model';
import { readChoice, type ModelChoice } from './ModelChoice';
import { keySetting, rewardsKeyOf } from './rewardsKeys';
import type { ScoredModel } from './ScoredModel';
import { scoredModels } from './scoredModels';
import { VectorCheck } from './VectorCheck.svelte';

/** The engine as the studio holds it. */
export type StudioEngine = EngineContract & {
  /** Why a slower worker than the best one runs, in a sentence; null where the best one does. */
  readonly fallbackReason: string | null;
};

const activeSetting = 'model-in-use';
const shownSetting = 'rewards-shown';

/**
 * The models of this browser. One is in use: its rewards show in the rooms, whatever the engine holds at the moment. At
 * most one is loaded: the one that was last needed, to score or to look at.
 */
export class Models {
  readonly checkpoints: Checkpoints;
  readonly engine: StudioEngine;
  /** The model in use. */
  active = $state.raw<Model>(demoModel);
  /** The key of rewards that a file brought and that are shown instead of those of the model in use; null where none are. */
  shownKey = $state<string | null>(null);
  /** The models that were loaded here at least once, by the key of their rewards. */
  scored = $state.raw<(ScoredModel & { model: Model })[]>([]);
  loaded = $state.raw<LoadedCheckpoint | null>(null);
  /** Which model `loaded` is. */
  loadedModel = $state.raw<Model | null>(null);
  loading = $state.raw<Model | null>(null);
  progress = $state.raw<LoadProgress | null>(null);
  error = $state<string | null>(null);
  /** Which model `error` is about. */
  failedModel = $state.raw<Model | null>(null);
  /** The test vector of the loaded model, where one is published. */
  vector = $state.raw<VectorCheck | null>(null);
  /** Why a slower backend than WebGPU is in use, in a sentence; null when WebGPU runs. */
  fallbackReason = $state<string | null>(null);
  /** Called whenever other rewards than before are to show. */
  onRewardsKey: () => Promise<void> = () => Promise.resolve();
  readonly #store: Store;
  /** The key of the rewards of the model in use, as it was when it was last loaded here; null where it never was. */
  #ownKey = $state<string | null>(null);
  #choices = $state.raw<Record<string, ModelChoice>>({});
  #loading: Promise<LoadedCheckpoint> | null = null;

  constructor(store: Store, engine: StudioEngine, checkpoints: Checkpoints) {
    this.#store = store;
    this.engine = engine;
    this.checkpoints = checkpoints;
  }

  /** The key of the rewards that the rooms show; null where there are none. */
  get rewardsKey(): string | null {
    return this.shownKey ?? this.#ownKey;
  }

  /** Every model that could be loaded now. */
  get available(): Model[] {
    return [demoModel, ...this.checkpoints.stored.map((stored) => storedModel(stored, this.choice(stored)))];
  }

  /**
   * Takes up the model that was in use, without asking for the list of checkpoints: the first screen waits for no worker.
   *
   * @param brought keys of rewards that files brought
   */
  async restore(brought: readonly string[] = []): Promise<void> {
    const kept = await this.#store.setting<unknown>(activeSetting);
    this.active = isModel(kept) && kept.name !== demoModel.name ? kept : demoModel;
    this.#ownKey = await this.#keyOf(this.active);
    const shown = await this.#store.setting<unknown>(shownSetting);
    this.shownKey = brought.find((key) => key === shown) ?? null;
    await this.#readScored();
  }

  /** Reads the list of checkpoints, and how each is wanted. */
  async refresh(): Promise<void> {
    await this.checkpoints.refresh();
    const kept = await Promise.all(
      this.checkpoints.stored.map(async ({ digest, architecture }) => {
        const choice = await this.#store.setting<Partial<ModelChoice>>(choiceName(digest));
        return [digest, readChoice(choice, architecture)] as const;
      }),
    );
    this.#choices = Object.fromEntries(kept);
    await this.#readScored();
  }

  choice({ digest, architecture }: StoredCheckpoint): ModelChoice {
    return this.#choices[digest] ?? readChoice(null, architecture);
  }

  /** Whether a checkpoint needs a chat template to be chosen before it can score. */
  lacksTemplate(stored: StoredCheckpoint): boolean {
    return !stored.hasTemplate && this.choice(stored).template === null;
  }

  /** Every model that could score now. */
  get usable(): Model[] {
    const lacking = this.checkpoints.stored.filter((stored) => this.lacksTemplate(stored));
    return this.available.filter(({ name }) => !lacking.some(({ digest }) => digest === name));
  }

  /** A model of the same checkpoint and precision, with the chat template that counts now. */
  today(model: Model): Model {
    const isIt = (other: Model) => other.name === model.name && precisionOf(other) === precisionOf(model);
    return this.usable.find(isIt) ?? model;
  }

  /** Remembers how a checkpoint is wanted. What is loaded stays as it is until the next load. */
  async choose(checkpoint: StoredCheckpoint, changes: Partial<ModelChoice>): Promise<void> {
    const choice = { ...this.choice(checkpoint), ...changes };
    await this.#store.putSetting(choiceName(checkpoint.digest), choice);
    this.#choices = { ...this.#choices, [checkpoint.digest]: choice };
    await this.#readScored();
    const model = storedModel(checkpoint, choice);
    if (this.active.name === model.name) await this.use(model);
  }

  /** Makes a model the one in use: its rewards are those that the rooms show. */
  async use(model: Model): Promise<void> {
    await this.#store.putSetting(activeSetting, model);
    await this.#store.putSetting(shownSetting, null);
    const key = await this.#keyOf(model);
    this.active = model;
    this.#ownKey = key;
    this.shownKey = null;
    await this.onRewardsKey();
  }

  /** Shows rewards that a file brought, by their key; null: those of the model in use again, which goes on to score. */
  async show(key: string | null): Promise<void> {
    await this.#store.putSetting(shownSetting, key);
    this.shownKey = key;
    await this.onRewardsKey();
  }

  /** The checkpoint of a model, loading it when that has not happened. A failure is shown and can be tried again. */
  async ready(model: Model = this.active): Promise<LoadedCheckpoint> {
    while (this.#loading && !isSameModel(this.loading, model)) await this.#loading.catch(() => undefined);
    if (this.loaded && isSameModel(this.loadedModel, model)) return this.loaded;
    this.#loading ??= this.#load(model).finally(() => (this.#loading = null));
    return this.#loading;
  }

  /** Ends a load that is under way after its current tensor; the next one goes on from there. */
  async cancelLoad(): Promise<void> {
    if (!this.loading) return;
    await this.engine.cancel();
    await this.#loading?.catch(() => undefined);
  }

  /** Gives back the memory that the loaded model takes. Its rewards stay; the next need loads it again. */
  async unload(): Promise<void> {
    if (!this.loaded) return;
    this.forgetLoaded();
    await this.engine.release();
  }

  /** The engine holds no checkpoint any more. */
  forgetLoaded(): void {
    this.loaded = null;
    this.loadedModel = null;
    this.vector = null;
  }

  async #load(model: Model): Promise<LoadedCheckpoint> {
    this.error = null;
    this.failedModel = null;
    this.forgetLoaded();
    this.loading = model;
    try {
      const answer = await this.engine.load(model.location, (progress) => (this.progress = progress));
      const loaded = { ...answer, rewardsKey: await rewardsKeyOf(model, answer) };
      this.fallbackReason = this.engine.fallbackReason;
      await this.#take(model, loaded);
      return loaded;
    } catch (error) {
      this.#fail(model, error);
      throw error;
    } finally {
      this.loading = null;
      this.progress = null;
    }
  }

  async #take(model: Model, loaded: LoadedCheckpoint): Promise<void> {
    await this.#store.putSetting(await keySetting(model), loaded.rewardsKey);
    await this.#readScored();
    if (isSameModel(model, this.active)) {
      this.#ownKey = loaded.rewardsKey;
      await this.onRewardsKey();
    }
    this.loaded = loaded;
    this.loadedModel = model;
    if (loaded.known && loaded.known.vector.length > 0) {
      this.vector = new VectorCheck(loaded, loaded.known);
      void this.vector.run(this.engine);
    }
    if (model.location.kind === 'stored') void this.checkpoints.refresh(); // a graph has come with the load
  }

  #fail(model: Model, error: unknown): void {
    const isCancelled = error instanceof Error && error.name === 'AbortError';
    this.error = isCancelled ? null : messageOf(error);
    this.failedModel = isCancelled ? null : model;
  }

  async #readScored(): Promise<void> {
    const built = this.checkpoints.stored.map((stored) => ({ stored, choice: this.choice(stored) }));
    this.scored = await scoredModels(built, (model) => this.#keyOf(model));
  }

  async #keyOf(model: Model): Promise<string | null> {
    return this.#store.setting<string>(await keySetting(model));
  }
}

function choiceName(digest: string): string {
  return `model-choice:${digest}`;
}
