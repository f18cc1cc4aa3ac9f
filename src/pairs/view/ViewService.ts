import type { RewardColumns } from '../../rewards/RewardColumns';
import type { QueueRequest } from '../../queue/QueueRequest';
import { parityOf } from '../../rewards/parity/parityOf';
import { StateTable } from '../../rewards/StateTable';
import { ownMemory, sharedMemory } from '../columns/ColumnMemory';
import { previewOf } from '../previewOf';
import { DataSetView } from './DataSetView';
import { Newest } from './Newest';
import { rewardsAtRows, type RewardsFound } from './PairsFound';
import { searchTexts } from './searchTexts';
import type { ViewContract } from './ViewContract';
import type { ViewStore } from './ViewStore';

export interface ViewEnvironment {
  openStore: () => Promise<ViewStore>;
  /** Whether columns may lie in memory that the page sees too. */
  isShared: boolean;
  /** Resolves after the calls that have already arrived were begun. */
  breathe: () => Promise<void>;
}

/** Searches tell of their progress at most so often. */
const tellEveryMs = 100;

/** The view worker's side of its contract. */
export class ViewService implements ViewContract {
  readonly #environment: ViewEnvironment;
  readonly #views = new Map<string, DataSetView>();
  readonly #newest: Newest;
  #store: Promise<ViewStore> | null = null;
  #search = new AbortController();
  #searched: string | null = null;

  constructor(environment: ViewEnvironment) {
    this.#environment = environment;
    this.#newest = new Newest(environment.breathe);
  }

  open: ViewContract['open'] = async (dataSet, rewardsKey) => {
    this.#views.delete(dataSet);
    const view = await this.#read(dataSet);
    await this.#fill(view.rewards, rewardsKey);
    this.#views.set(dataSet, view);
    return view.columns(this.#environment.isShared);
  };

  close: ViewContract['close'] = async (dataSet) => {
    if (this.#searched === dataSet) this.#search.abort();
    this.#views.delete(dataSet);
  };

  columns: ViewContract['columns'] = async (dataSet, rewardsKey) => {
    const view = this.#views.get(dataSet) ?? (await this.#read(dataSet));
    const rewards = await this.#fill(view.emptyRewards(), rewardsKey);
    const { index, responses, isShared } = view.columns(this.#environment.isShared);
    return { index, responses, isShared, rewards: rewards.data };
  };

  rewards: ViewContract['rewards'] = async (dataSet, rewardsKey) => {
    const view = this.#view(dataSet);
    // Taken into the view at once: of two such calls it then has the columns of the newer one, whichever is read first.
    view.rewards = view.emptyRewards();
    return (await this.#fill(view.rewards, rewardsKey)).data;
  };

  take: ViewContract['take'] = async (dataSet, changes) => this.#view(dataSet).take(changes);

  select: ViewContract['select'] = async (dataSet, query) =>
    this.#newest.of('select', () => this.#view(dataSet).select(query));

  count: ViewContract['count'] = async (dataSet, query) =>
    this.#newest.of('count', () => this.#view(dataSet).count(query));

  accuracy: ViewContract['accuracy'] = async (dataSet) =>
    this.#newest.of('accuracy', () => this.#view(dataSet).accuracy());

  queue: ViewContract['queue'] = async (dataSet, request) => {
    const view = this.#view(dataSet);
    const models = request.order === 'models' ? await this.#bothRewards(view, request) : null;
    const states = request.order === 'neighbours' ? await this.#states(request) : null;
    return view.queue(request, { models, states });
  };

  search: ViewContract['search'] = async (dataSet, text, words, onProgress) => {
    this.#search.abort();
    const { signal } = (this.#search = new AbortController());
    this.#searched = dataSet;
    const view = this.#view(dataSet);
    const found = (view.found = new Uint8Array(view.index.length));
    let told = 0;
    const tell: typeof onProgress = (progress) => {
      if (progress.done < progress.total && Date.now() - told < tellEveryMs) return;
      told = Date.now();
      onProgress(progress);
    };
    const store = await this.#opened();
    await searchTexts({ store, index: view.index, text, words, found, onProgress: tell, signal });
  };

  stopSearch: ViewContract['stopSearch'] = async () => this.#search.abort();

  endSearch: ViewContract['endSearch'] = async (dataSet) => {
    this.#search.abort();
    const view = this.#views.get(dataSet);
    if (view) view.found = null;
  };

  previews: ViewContract['previews'] = async (dataSet, rows) =>
    this.#newest.of('previews', async () => {
      const [store, { index }] = [await this.#opened(), this.#view(dataSet)];
      const read = async (row: number) => previewOf((await store.item(dataSet, index.itemRows[row] ?? 0)).prompt);
      return Promise.all(Array.from(rows, read));
    });

  coverage: ViewContract['coverage'] = async (dataSet, rewardsKeys) => {
    const view = this.#view(dataSet);
    const counts: number[] = [];
    // One after the other: columns of one model at a time in memory.
    for (const key of rewardsKeys) counts.push((await this.#fill(view.emptyRewards(), key)).scored());
    return counts;
  };

  parity: ViewContract['parity'] = async (dataSet, rewardsKey, referenceKey) => {
    const view = this.#view(dataSet);
    const here = await this.#fill(view.emptyRewards(), rewardsKey);
    return parityOf(here, await this.#fill(view.emptyRewards(), referenceKey));
  };

  among: ViewContract['among'] = async (dataSet, pairs, rewardsKeys) => {
    const view = this.#views.get(dataSet) ?? (await this.#read(dataSet));
    const found = view.among(pairs);
    const rewards: RewardsFound[] = [];
    // One after the other: columns of one model at a time in memory.
    for (const key of rewardsKeys) rewards.push(rewardsAtRows(await this.#fill(view.emptyRewards(), key), found.rows));
    return { ...found, rewards };
  };

  summary: ViewContract['summary'] = async (dataSet, rewardsKey, verdicts) => {
    const view = await this.#read(dataSet);
    await this.#fill(view.rewards, rewardsKey);
    return view.summary(verdicts);
  };

  #view(dataSet: string): DataSetView {
    const view = this.#views.get(dataSet);
    if (view) return view;
    throw new Error(`Data set ${dataSet} is not open any more. Open it again on the Home screen.`);
  }

  async #read(dataSet: string): Promise<DataSetView> {
    const memory = this.#environment.isShared ? sharedMemory : ownMemory;
    return new DataSetView(await (await this.#opened()).pairIndex(dataSet), memory);
  }

  async #fill(columns: RewardColumns, rewardsKey: string | null): Promise<RewardColumns> {
    const store = await this.#opened();
    if (rewardsKey !== null) await store.eachRewards(rewardsKey, (stored) => columns.addStored(stored));
    return columns;
  }

  async #bothRewards(view: DataSetView, { models }: QueueRequest): Promise<[RewardColumns, RewardColumns] | null> {
    if (!models) return null;
    const [one, other] = models;
    return [await this.#fill(view.emptyRewards(), one), await this.#fill(view.emptyRewards(), other)];
  }

  /** The kept states of the model in use; null where there are none. */
  async #states({ statesKey }: QueueRequest): Promise<StateTable | null> {
    if (statesKey === null) return null;
    const states = new StateTable();
    await (await this.#opened()).eachStates(statesKey, (stored) => states.add(stored));
    return states.size > 0 ? states : null;
  }

  /** The store, opened when it is first needed, and again after it could not be opened. */
  #opened(): Promise<ViewStore> {
    const opened = (this.#store ??= this.#environment.openStore());
    opened.catch(() => (this.#store = null));
    return opened;
  }
}
