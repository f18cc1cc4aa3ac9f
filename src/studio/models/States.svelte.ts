import type { ResponseStates } from '../../rewards/ResponseStates';
import { StateTable } from '../../rewards/StateTable';
import type { Store } from '../../store/Store';
import { messageOf } from '../parts/format';
import { isSameModel } from './Model';
import type { Models } from './Models.svelte';
import { StateRun, wantedStates, type RowsOf } from './StateRun';

export interface StatesProgress {
  /** Responses that are dealt with, of those that are wanted. */
  done: number;
  total: number;
}

/** What became of a collection. */
export interface StatesCollected extends StatesProgress {
  /** Responses left out because `mostStates` are kept already. */
  beyond: number;
  cancelled: boolean;
}

/** At most so many states of one checkpoint are kept: at a width of 1,024 they take 80 MB. */
export const mostStates = 20_000;

/**
 * The states of responses (`hidden`) that the model in use has given: kept in this browser by the key of its rewards, in
 * memory once somebody asks for them. `version` says when the table has changed.
 */
export class States {
  busy = $state(false);
  progress = $state.raw<StatesProgress | null>(null);
  error = $state<string | null>(null);
  version = $state(0);
  readonly #store: Pick<Store, 'item' | 'putStates' | 'eachStates' | 'removeStates'>;
  readonly #models: Models;
  #table: { key: string; states: StateTable } | null = null;
  #run: StateRun | null = null;
  #collecting: Promise<StatesCollected> | null = null;

  constructor(store: Pick<Store, 'item' | 'putStates' | 'eachStates' | 'removeStates'>, models: Models) {
    this.#store = store;
    this.#models = models;
  }

  /** The states of the model in use; null where none were computed, or `restore` has not read them yet. */
  table(): ResponseStates | null {
    void this.version;
    const table = this.#table;
    return table && table.key === this.#models.rewardsKey && table.states.size > 0 ? table.states : null;
  }

  /** Reads what is kept of the model in use, where that has not happened, and gives its table. */
  async restore(): Promise<ResponseStates | null> {
    const key = this.#models.rewardsKey;
    if (key !== null) await this.#tableOf(key);
    return this.table();
  }

  /**
   * Computes the states of both responses of some rows with the model in use, those of the first rows first; what is known
   * already is not computed again. What is done stays when it is cancelled or fails. Of two at once the later one waits.
   *
   * @throws where the model cannot be loaded, another one is loaded meanwhile, or the states cannot be kept.
   */
  async collect(
    open: RowsOf,
    rows: Iterable<number>,
    onProgress: (progress: StatesProgress) => void = () => undefined,
  ): Promise<StatesCollected> {
    const before = this.#collecting;
    const collecting = (async () => {
      await before?.catch(() => undefined);
      return this.#collect(open, rows, onProgress);
    })();
    this.#collecting = collecting;
    return collecting;
  }

  /** Ends the collection after the responses that are running. */
  cancel(): void {
    this.#run?.stop();
  }

  /** Removes all states of the model in use. */
  async clear(): Promise<void> {
    const key = this.#models.rewardsKey;
    if (key === null) return;
    await this.#store.removeStates(key);
    this.#table = null;
    this.version++;
  }

  async #collect(
    open: RowsOf,
    rows: Iterable<number>,
    onProgress: (progress: StatesProgress) => void,
  ): Promise<StatesCollected> {
    this.busy = true;
    this.error = null;
    try {
      return await this.#runOf(open, rows, onProgress);
    } catch (error) {
      this.error = messageOf(error);
      throw error;
    } finally {
      this.busy = false;
      this.progress = this.#run = null;
    }
  }

  async #runOf(
    open: RowsOf,
    rows: Iterable<number>,
    onProgress: (progress: StatesProgress) => void,
  ): Promise<StatesCollected> {
    const models = this.#models;
    if (models.shownKey !== null)
      throw new Error(
        'The rewards that show came in a file, and give no states. Show those of a model that runs here.',
      );
    const model = models.active;
    const { rewardsKey: key } = await models.ready(model);
    const states = await this.#tableOf(key);
    const wanted = wantedStates(open, rows, states, mostStates - states.size);
    const progress = { done: 0, total: wanted.total };
    const tell = (responses: number) => {
      progress.done += responses;
      this.progress = { ...progress };
      onProgress({ ...progress });
    };
    tell(wanted.known);
    const { engine } = models;
    const mayGoOn = () => isSameModel(models.loadedModel, model);
    const stored = () => this.version++;
    const run = new StateRun({ store: this.#store, engine, key, states, mayGoOn, tell, stored });
    this.#run = run;
    await run.run(open.dataSet.id, wanted);
    return { ...progress, beyond: wanted.beyond, cancelled: run.stopped };
  }

  async #tableOf(key: string): Promise<StateTable> {
    if (this.#table?.key === key) return this.#table.states;
    const states = new StateTable();
    await this.#store.eachStates(key, (stored) => states.add(stored));
    this.#table = { key, states };
    this.version++;
    return states;
  }
}
