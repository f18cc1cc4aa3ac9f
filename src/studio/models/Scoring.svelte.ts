import type { ScoreProgress } from '../../engine/contract';
import type { PairIndex } from '../../pairs/PairIndex';
import type { RewardColumns } from '../../rewards/RewardColumns';
import type { RewardRow } from '../../rewards/RewardRow';
import type { Store } from '../../store/Store';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { messageOf } from '../parts/format';
import { isSameModel, type Model } from './Model';
import type { Models } from './Models.svelte';
import { scoringEntry, type ScoringEntry } from './ScoringEntry';
import { ScoringPace } from './ScoringPace.svelte';
import { ScoringQueue } from './ScoringQueue.svelte';
import { ScoringRun, type NotFinite, type ScoringRunListener } from './ScoringRun';

type ScoringState = 'idle' | 'loading' | 'scoring' | 'paused' | 'done' | 'failed';

/** A data set's pairs, with the rewards that one model has given them so far. */
export interface ScoredColumns {
  index: PairIndex;
  rewards: RewardColumns;
}

/** What scoring needs of the studio. */
export interface ScoringHost {
  /** Columns of the run's own: nobody else changes them. */
  columns(dataSet: string, rewardsKey: string): Promise<ScoredColumns>;
  /** Rows of the pairs of a data set that have a gold label now, ascending. */
  goldRows(dataSet: string): Promise<Uint32Array>;
  /** Rows that are durable under the key of a model's rewards: shown where they are the ones to show. */
  rewardsStored(dataSet: string, rewardsKey: string, rows: RewardRow[]): void;
}

/** Scores data sets with models, one entry of the queue after the other. */
export class Scoring {
  state = $state<ScoringState>('idle');
  /** The entry that runs, or ran last. */
  current = $state.raw<ScoringEntry | null>(null);
  /** What a person should know of the run: memory that ran out, a worker that was started anew. */
  notices = $state.raw<string[]>([]);
  /** Responses without a finite reward, by entry, of the last run of each in this visit. */
  notFinite = $state.raw<Record<string, NotFinite[]>>({});
  readonly pace = new ScoringPace();
  readonly queue: ScoringQueue;
  readonly #store: Store;
  readonly #models: Models;
  readonly #host: ScoringHost;
  #stopping = false;
  #runs: Promise<void> | null = null;
  #run: ScoringRun | null = null;

  constructor(store: Store, models: Models, host: ScoringHost) {
    this.#store = store;
    this.#models = models;
    this.#host = host;
    this.queue = new ScoringQueue(store);
  }

  get running(): boolean {
    return this.state === 'loading' || this.state === 'scoring';
  }

  /** The data set that is being scored, or was last. */
  get dataSetId(): string | null {
    return this.current?.dataSet ?? null;
  }

  /** Why the model in use could not score this data set; null where nothing went wrong, or where rewards of a file show. */
  failureOf(dataSet: string): string | null {
    if (this.#models.shownKey !== null) return null;
    return (
      this.queue.entries.find((entry) => entry.id === scoringEntry(dataSet, this.#models.active).id)?.error ?? null
    );
  }

  /** Responses of this data set without a finite reward from the model in use. */
  notFiniteOf(dataSet: string): NotFinite[] {
    if (this.#models.shownKey !== null) return [];
    return this.notFinite[scoringEntry(dataSet, this.#models.active).id] ?? [];
  }

  /** Whether it is this data set and the model whose rewards show that are being scored. */
  isScoring(dataSet: string): boolean {
    if (this.#models.shownKey !== null) return false;
    return this.running && this.dataSetId === dataSet && isSameModel(this.current?.model ?? null, this.#models.active);
  }

  /**
   * Scores a data set with the model in use, before all else in the queue. Resolves when the queue is done, paused or has
   * only failed entries left; never rejects.
   */
  async start(open: OpenDataSet): Promise<void> {
    await this.pause();
    this.queue.addFirst(scoringEntry(open.dataSet.id, this.#models.active));
    await this.resume();
  }

  /** Queues a data set for some models, and goes on with the queue. Resolves and rejects as `start` does. */
  async add(dataSet: string, models: Model[]): Promise<void> {
    this.queue.add(models.map((model) => scoringEntry(dataSet, model)));
    await this.resume();
  }

  /**
   * Scores the gold pairs of some data sets with each of these models, before all else in the queue: what runs goes on
   * afterwards. Resolves and rejects as `start` does.
   */
  async startGold(wanted: readonly { dataSet: string; model: Model }[]): Promise<void> {
    await this.pause();
    for (const { dataSet, model } of wanted.toReversed()) this.queue.addFirst(scoringEntry(dataSet, model, 'gold'));
    await this.resume();
  }

  /** Goes on with the queue where it was. */
  async resume(): Promise<void> {
    if (this.#stopping) await this.#runs;
    this.#stopping = false;
    this.#runs ??= this.#runThrough().finally(() => (this.#runs = null));
    await this.#runs;
  }

  /** Ends after the batch that is running; what is scored stays, and so does the queue. */
  async pause(): Promise<void> {
    if (!this.#runs) return;
    this.#stopping = true;
    this.#run?.stop();
    // A worker that is gone needs no cancelling.
    await this.#models.engine.cancel().catch(() => undefined);
    await this.#runs;
  }

  /** Takes an entry out of the queue, ending it where it runs. */
  async remove(entry: ScoringEntry): Promise<void> {
    await this.#without(({ id }) => id === entry.id);
  }

  /** Takes out every entry of a data set or model that leaves. */
  async forget(leaving: { dataSet?: string; model?: string }): Promise<void> {
    await this.#without(({ dataSet, model }) => dataSet === leaving.dataSet || model.name === leaving.model);
  }

  async #without(isLeaving: (entry: ScoringEntry) => boolean): Promise<void> {
    const interrupts = this.running && this.current !== null && isLeaving(this.current);
    if (interrupts) await this.pause();
    this.queue.remove(isLeaving);
    if (interrupts && this.queue.next) void this.resume();
  }

  async #runThrough(): Promise<void> {
    for (let entry = this.queue.next; entry && !this.#stopping; entry = this.queue.next) await this.#score(entry);
  }

  async #score(entry: ScoringEntry): Promise<void> {
    this.state = 'loading';
    this.current = entry;
    this.notices = [];
    this.notFinite = { ...this.notFinite, [entry.id]: [] };
    try {
      await this.#scoreAll(entry);
      this.state = this.#stopping ? 'paused' : 'done';
      if (!this.#stopping) this.queue.remove(({ id }) => id === entry.id);
    } catch (error) {
      if (this.#stopping) this.state = 'paused';
      else this.#fail(entry, error);
    } finally {
      this.#run = null;
    }
  }

  #fail(entry: ScoringEntry, error: unknown): void {
    this.state = 'failed';
    this.queue.fail(entry.id, messageOf(error));
  }

  async #scoreAll(entry: ScoringEntry): Promise<void> {
    this.pace.reset(0);
    const { rewardsKey } = await this.#models.ready(entry.model);
    if (this.#stopping) return;
    const columns = await this.#host.columns(entry.dataSet, rewardsKey);
    const rows = entry.pairs === 'gold' ? await this.#host.goldRows(entry.dataSet) : null;
    if (this.#stopping) return;
    this.pace.reset((rows ?? columns.index).length * 2);
    const run = new ScoringRun(this.#store, columns, rewardsKey, this.#listener(entry, rewardsKey), rows);
    this.#run = run;
    await run.run(this.#models.engine);
  }

  #listener(entry: ScoringEntry, rewardsKey: string): ScoringRunListener {
    const known = () => this.#run?.known ?? 0;
    return {
      mayGoOn: () => isSameModel(this.#models.loadedModel, entry.model),
      opened: () => {
        this.state = 'scoring';
        this.pace.start(known());
      },
      progressed: ({ results, notice }: ScoreProgress) => {
        this.pace.step(known(), results);
        if (notice) this.notices = [...this.notices, notice];
      },
      stored: (rows) => this.#host.rewardsStored(entry.dataSet, rewardsKey, rows),
      notFinite: (found) => {
        this.notFinite = { ...this.notFinite, [entry.id]: [...(this.notFinite[entry.id] ?? []), found] };
      },
    };
  }
}
