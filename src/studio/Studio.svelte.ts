import { createContext } from 'svelte';
import type { DataSet } from '../pairs/DataSet';
import type { Pair } from '../pairs/Pair';
import { pairOf } from '../pairs/pairOf';
import { openLedger } from '../store/openLedger';
import { openStore } from '../store/openStore';
import type { Ledger, MergeReport } from '../store/Ledger';
import type { Store } from '../store/Store';
import { LabelFold } from '../verdicts/LabelFold';
import type { EventDraft, LedgerEvent } from '../verdicts/VerdictEvent';
import { Announcer } from './parts/Announcer.svelte';
import { Importing } from './load/Importing.svelte';
import { Models } from './models/Models.svelte';
import { OpenDataSet } from './OpenDataSet.svelte';
import { Revealed } from './Revealed.svelte';
import { Router } from './Router.svelte';
import { Scoring } from './models/Scoring.svelte';

export const [useStudio, provideStudio] = createContext<Studio>();

/** The studio's state: what this browser holds, what is open, and the verbs that the rooms share. */
export class Studio {
  readonly router = new Router();
  readonly announcer = new Announcer();
  readonly store: Store;
  readonly ledger: Ledger;
  readonly fold = new LabelFold();
  readonly models: Models;
  readonly scoring: Scoring;
  readonly importing: Importing;
  readonly revealed: Revealed;
  dataSets = $state.raw<DataSet[]>([]);
  open = $state.raw<OpenDataSet | null>(null);
  /** Verdict events that the ledger is still writing; the screen says "saving" while there are any. */
  writing = $state(0);
  /** The last write that failed, with what to do; stays until a write succeeds. */
  writeError = $state<string | null>(null);
  lostEvents = $state(0);
  foldVersion = $state(0);

  private constructor(store: Store, ledger: Ledger) {
    this.store = store;
    this.ledger = ledger;
    this.models = new Models(store);
    this.scoring = new Scoring(store, this.models);
    this.importing = new Importing(store, (dataSet, itemsShown) => this.addDataSet(dataSet, itemsShown));
    this.revealed = new Revealed(store);
    ledger.onForeignEvents((events) => this.#take(events));
  }

  /** Opens store and ledger, folds all verdicts and opens the data set that the address or the last visit names. */
  static async start(): Promise<Studio> {
    const store = await openStore();
    const ledger = await openLedger();
    const studio = new Studio(store, ledger);
    const [events, dataSets, lost] = await Promise.all([ledger.events(), store.dataSets(), ledger.lostEvents()]);
    studio.fold.add(events);
    studio.dataSets = dataSets;
    studio.lostEvents = lost;
    await Promise.all([studio.models.restore(), studio.revealed.restore()]);
    await studio.#reopen();
    return studio;
  }

  /** Opens a data set with the rewards that the model in use has given so far. */
  async openDataSet(id: string): Promise<void> {
    if (this.open?.dataSet.id === id) return;
    const dataSet = this.dataSets.find((candidate) => candidate.id === id);
    if (!dataSet)
      throw new Error(
        `No data set ${id} in this browser. It may have been removed in another tab; load the file again.`,
      );
    const index = await this.store.pairIndex(id);
    const open = new OpenDataSet(dataSet, index, this.fold);
    if (this.models.digest) open.takeRewards(await this.store.rewards(this.models.digest));
    this.open = open;
    await this.store.putSetting('open-data-set', id);
  }

  /** Files that the person dropped or chose: the Load room shows what they are. */
  async takeFiles(files: File[]): Promise<void> {
    if (files.length === 0) return;
    this.router.go('load');
    await this.importing.take(files);
  }

  /** Takes a finished import into the list and opens it. The first `itemsShown` items were shown with their labels. */
  async addDataSet(dataSet: DataSet, itemsShown: number): Promise<void> {
    this.dataSets = [...this.dataSets, dataSet];
    await this.openDataSet(dataSet.id);
    if (this.open) await this.revealed.add(this.open.labelledPairsOf(itemsShown));
  }

  async removeDataSet(id: string): Promise<void> {
    if (this.scoring.dataSetId === id) await this.scoring.pause();
    await this.store.removeDataSet(id);
    this.dataSets = this.dataSets.filter((dataSet) => dataSet.id !== id);
    if (this.open?.dataSet.id === id) this.open = null;
  }

  /** The pair of a row of the open data set, with its texts. */
  async pair(row: number): Promise<Pair> {
    const open = this.open;
    if (!open) throw new Error('No data set is open.');
    const { index } = open;
    const item = await this.store.item(index.dataSet, index.itemRows[row] ?? 0);
    return pairOf(item, index.firstResponses[row] ?? 0, index.secondResponses[row] ?? 1);
  }

  /**
   * Appends verdict events and resolves when they are durable. A failed write stays on the screen and rejects, so that the
   * caller keeps what the person gave and can try again.
   */
  async append(drafts: EventDraft[]): Promise<LedgerEvent[]> {
    this.writing++;
    try {
      const events = await this.ledger.append(drafts);
      this.writeError = null;
      this.#take(events);
      return events;
    } catch (error) {
      this.writeError = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      this.writing--;
    }
  }

  /** Adds verified events from a backup; what is stored is never replaced. */
  async mergeEvents(events: LedgerEvent[]): Promise<MergeReport> {
    const report = await this.ledger.merge(events);
    this.#take(report.added);
    this.lostEvents = await this.ledger.lostEvents();
    return report;
  }

  #take(events: LedgerEvent[]): void {
    this.fold.add(events);
    this.foldVersion++;
    this.open?.refreshVerdicts(new Set(events.map((event) => event.pair)));
  }

  async #reopen(): Promise<void> {
    const wanted = this.router.query.get('set') ?? (await this.store.setting<string>('open-data-set'));
    if (wanted && this.dataSets.some((dataSet) => dataSet.id === wanted)) await this.openDataSet(wanted);
  }
}
