import { createContext } from 'svelte';
import type { DataSet } from '../pairs/DataSet';
import type { PairToJudge } from '../pairs/PairToJudge';
import { toJudge } from '../pairs/toJudge';
import { takenRewards } from '../pairs/view/DataSetView';
import type { RewardRow } from '../rewards/RewardRow';
import { openLedger } from '../store/openLedger';
import { storageLossSetting } from '../store/openDatabase';
import { openStore } from '../store/openStore';
import type { Ledger, MergeReport } from '../store/Ledger';
import type { StorageLoss } from '../store/StorageLoss';
import type { Store } from '../store/Store';
import { LabelFold } from '../verdicts/LabelFold';
import type { People } from '../verdicts/people/People';
import type { EventDraft, LedgerEvent } from '../verdicts/VerdictEvent';
import { Announcer } from './parts/Announcer.svelte';
import { browserServices } from './browserServices';
import { Importing } from './load/Importing.svelte';
import { sortFolder } from './load/sortFolder';
import { Adding } from './models/Adding.svelte';
import { Bringing } from './models/Bringing.svelte';
import { BroughtModels } from './models/BroughtModels.svelte';
import { Checkpoints } from './models/Checkpoints.svelte';
import type { ChosenFolder } from './models/folderFiles';
import { goldLabels } from './models/adoption/goldLabels';
import { Measuring } from './models/Measuring.svelte';
import { demoModel } from './models/Model';
import { Models } from './models/Models.svelte';
import { OpenDataSet } from './OpenDataSet.svelte';
import { SavedViews } from './pairs/SavedViews.svelte';
import { PeopleNames } from './people/PeopleNames.svelte';
import { ViewWorker } from './pairs/ViewWorker';
import { Revealed } from './Revealed.svelte';
import { Router } from './Router.svelte';
import { Scoring, type ScoredColumns } from './models/Scoring.svelte';
import { newsWords } from './models/server/registryWords';
import { ServerModels } from './models/server/ServerModels.svelte';
import { States } from './models/States.svelte';
import type { Services } from './Services';
import { Syncing } from './sync/Syncing.svelte';

export const [useStudio, provideStudio] = createContext<Studio>();

/** The studio's state: what this browser holds, what is open, and the verbs that the rooms share. */
export class Studio {
  readonly router = new Router();
  readonly announcer = new Announcer();
  readonly store: Store;
  readonly ledger: Ledger;
  readonly fold = new LabelFold();
  readonly models: Models;
  /** Models whose rewards came in files. */
  readonly brought: BroughtModels;
  readonly bringing: Bringing;
  readonly scoring: Scoring;
  readonly states: States;
  readonly adding: Adding;
  readonly measuring: Measuring;
  readonly importing: Importing;
  readonly revealed: Revealed;
  /** Pairs on which this person has seen others' verdicts without a blind verdict of their own. */
  readonly othersSeen: Revealed;
  readonly people: PeopleNames;
  readonly savedViews: SavedViews;
  /** The models of the server's registry. */
  readonly serverModels: ServerModels;
  /** What the server has of the ledger. */
  readonly syncing: Syncing;
  /** Looks over all pairs of data sets, so that the page does not have to. */
  readonly view = new ViewWorker();
  dataSets = $state.raw<DataSet[]>([]);
  open = $state.raw<OpenDataSet | null>(null);
  /** Verdict events that the ledger is still writing; the screen says "saving" while there are any. */
  writing = $state(0);
  /** The last write that failed, with what to do; stays until a write succeeds. */
  writeError = $state<string | null>(null);
  lostEvents = $state(0);
  /** The browser threw away what it kept since the last visit; stays until the person has taken note of it. */
  storageLoss = $state.raw<StorageLoss | null>(null);
  foldVersion = $state(0);
  /** The key whose rewards the open data set shows. */
  #shownKey: string | null = null;
  /** The data set that is to be open, and the one that is being opened. */
  #wanted: string | null = null;
  #opening: OpenDataSet | null = null;

  private constructor(store: Store, ledger: Ledger, services: Services) {
    const { engine, checkpoints, ledgerCopy, sync } = services;
    this.store = store;
    this.ledger = ledger;
    this.models = new Models(store, engine, new Checkpoints(checkpoints));
    this.brought = new BroughtModels(store);
    this.bringing = new Bringing(this.brought);
    this.bringing.onChange = (key) => this.#rewardsReplaced(key);
    this.models.onRewardsKey = () => this.#showRewards();
    this.scoring = new Scoring(store, this.models, {
      columns: (dataSet, key) => this.#columns(dataSet, key),
      goldRows: async (id) => (await this.view.among(id, (await goldLabels(this.fold.labels())).pairs, [])).rows,
      rewardsStored: (dataSet, key, rows) => this.#takeRewards(dataSet, key, rows),
    });
    this.states = new States(store, this.models);
    this.adding = new Adding(store, this.models);
    this.measuring = new Measuring(store, this.models, this.scoring);
    this.importing = new Importing(store, (dataSet, seen) => this.addDataSet(dataSet, seen));
    this.othersSeen = new Revealed(store, 'others-seen', null, ledgerCopy);
    this.revealed = new Revealed(store, 'revealed', this.othersSeen, ledgerCopy);
    this.people = new PeopleNames(store);
    this.people.onElsewhere = () => void this.#regroup();
    this.savedViews = new SavedViews(store);
    this.syncing = new Syncing(sync ?? null);
    this.serverModels = new ServerModels(store, services.serverModels ?? (() => Promise.resolve(null)));
    this.serverModels.onNews = (versions) => this.announcer.say(newsWords(versions));
    ledger.onForeignEvents((events) => this.#take(events));
  }

  /** Opens store and ledger, folds all verdicts and opens the data set that the address or the last visit names. */
  static async start(services: Services = browserServices()): Promise<Studio> {
    const store = await openStore();
    const ledger = await openLedger('assay', services.ledgerCopy);
    const studio = new Studio(store, ledger, services);
    const [events, dataSets, lost] = await Promise.all([ledger.events(), store.dataSets(), ledger.lostEvents()]);
    await studio.people.restore();
    studio.fold.regroup(studio.people.personOf);
    studio.fold.add(events);
    studio.dataSets = dataSets;
    studio.lostEvents = lost;
    studio.storageLoss = await store.setting<StorageLoss>(storageLossSetting);
    if (ledger.regained > 0) await studio.#noteRegained(ledger.regained);
    await studio.brought.restore();
    await Promise.all([
      studio.models.restore(studio.brought.list.map(({ key }) => key)),
      studio.revealed.restore(),
      studio.othersSeen.restore(),
      studio.savedViews.restore(),
      studio.scoring.queue.restore(dataSets.map(({ id }) => id)),
    ]);
    if (studio.storageLoss) await studio.#regainSeen();
    await studio.#reopen();
    // The list of checkpoints comes from a worker, which the first screen does not wait for.
    void studio.models.refresh();
    return studio;
  }

  /** Opens a data set with the rewards that the model in use has given so far. Of two that are opened at once the later one counts. */
  async openDataSet(id: string): Promise<void> {
    this.#wanted = id;
    if (this.open?.dataSet.id === id) return;
    const dataSet = this.dataSets.find((candidate) => candidate.id === id);
    if (!dataSet)
      throw new Error(
        `No data set ${id} in this browser. It may have been removed in another tab; load the file again.`,
      );
    const key = this.models.rewardsKey;
    const open = new OpenDataSet(dataSet, await this.view.open(id, key), this.view, this.fold);
    this.#opening = open;
    await open.takeLabels();
    if (this.#wanted === id) await this.#show(open, key);
    else await this.view.close(id);
  }

  async #show(open: OpenDataSet, key: string | null): Promise<void> {
    const before = this.open;
    this.open = open;
    this.#shownKey = key;
    this.#opening = null;
    const { id } = open.dataSet;
    if (before && before.dataSet.id !== id) void this.view.close(before.dataSet.id).catch(() => undefined);
    // What was scored, or another model that was chosen, while those were read.
    if (this.scoring.isScoring(id) || this.models.rewardsKey !== key) await this.#showRewards();
    await this.store.putSetting('open-data-set', id);
  }

  /** Files that the person dropped or chose: the Load room shows what they are. */
  async takeFiles(files: File[]): Promise<void> {
    if (files.length === 0) return;
    this.router.go('load');
    await this.importing.take(files);
  }

  /** A folder that the person dropped or chose: a checkpoint goes to the Models room, data files to the Load room. */
  async takeFolder(folder: ChosenFolder): Promise<void> {
    const sorted = sortFolder(folder);
    this.router.go(sorted.kind === 'checkpoint' ? 'models' : 'load');
    if (sorted.kind === 'checkpoint') await this.adding.takeFolder(() => Promise.resolve(folder));
    else if (sorted.kind === 'data') await this.importing.takeAll(sorted.take);
    else this.importing.refuse(folder.name, sorted.reason);
  }

  /** Takes a finished import into the list and opens it. Some of its pairs were seen with their labels. */
  async addDataSet(dataSet: DataSet, seen: Iterable<string>): Promise<void> {
    this.dataSets = [...this.dataSets, dataSet];
    await this.openDataSet(dataSet.id);
    await this.revealed.add(seen);
  }

  async removeDataSet(id: string): Promise<void> {
    await this.scoring.forget({ dataSet: id });
    await this.store.removeDataSet(id);
    this.dataSets = this.dataSets.filter((dataSet) => dataSet.id !== id);
    if (this.open?.dataSet.id !== id) return;
    this.open = this.#wanted = null;
    await this.view.close(id);
  }

  /** Removes a stored checkpoint with its graphs. The rewards that it gave stay. Resolves to whether that could be done. */
  async removeCheckpoint(digest: string): Promise<boolean> {
    await this.scoring.forget({ model: digest });
    if (this.models.loading?.name === digest) await this.models.cancelLoad();
    if (this.models.loadedModel?.name === digest) await this.models.unload();
    const removed = await this.models.checkpoints.remove(digest);
    if (removed && this.models.active.name === digest) await this.models.use(demoModel);
    return removed;
  }

  /** Removes a model that a file brought, with its rewards. */
  async removeBrought(key: string): Promise<void> {
    if (this.models.shownKey === key) await this.models.show(null);
    await this.bringing.remove(key);
  }

  /** The pair of a row of the open data set, with its texts. */
  async pair(row: number): Promise<PairToJudge> {
    const open = this.open;
    if (!open) throw new Error('No data set is open.');
    const { index } = open;
    const item = await this.store.item(index.dataSet, index.itemRows[row] ?? 0);
    return toJudge(item, index.firstResponses[row] ?? 0, index.secondResponses[row] ?? 1);
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

  /** Says anew whose clients are whose. Every label is folded again: what is mine and what is others' may change. */
  async changePeople(people: People): Promise<void> {
    await this.people.change(people);
    await this.#regroup();
  }

  async #regroup(): Promise<void> {
    const before = [...this.fold.labels().keys()];
    this.fold.regroup(this.people.personOf);
    this.foldVersion++;
    this.open?.refreshVerdicts(before);
    await this.open?.takeLabels();
  }

  /** Keeps the word of what came back: it is said until the person has taken note of it, and the copy brings it back only once. */
  async #noteRegained(regained: number): Promise<void> {
    const loss = this.storageLoss ?? { at: new Date().toISOString(), reason: '', regained: 0 };
    this.storageLoss = { ...loss, regained };
    // It is said in this visit all the same; a full disk must not keep anybody from their verdicts.
    await this.store.putSetting(storageLossSetting, this.storageLoss).catch(() => undefined);
  }

  /** What cannot be stored now counts at once, and is stored with the next pairs that are seen. */
  async #regainSeen(): Promise<void> {
    await Promise.allSettled([this.revealed.regain(), this.othersSeen.regain()]);
  }

  /** The person has taken note that the browser threw things away. */
  async noteStorageLoss(): Promise<void> {
    this.storageLoss = null;
    await this.store.removeSetting(storageLossSetting);
  }

  /** Shows the rewards of the model in use on the open data set: those that are stored now, and what comes meanwhile. */
  async #showRewards(): Promise<void> {
    const { open, models } = this;
    const key = models.rewardsKey;
    if (open && key !== this.#shownKey) open.clearRewards();
    this.#shownKey = key;
    await open?.readRewards(key);
  }

  /** Rewards under a key were put in place of others. */
  async #rewardsReplaced(key: string): Promise<void> {
    if (this.models.rewardsKey === key) await this.#showRewards();
  }

  #takeRewards(dataSet: string, key: string, rows: RewardRow[]): void {
    if (this.open?.dataSet.id === dataSet && this.models.rewardsKey === key) this.open.addRewards(rows);
  }

  /** A data set's columns with the rewards of any model, filled by the view worker: a page would stand still meanwhile. */
  async #columns(dataSet: string, key: string): Promise<ScoredColumns> {
    const columns = await this.view.columns(dataSet, key);
    return { index: columns.index, rewards: takenRewards(columns, columns.rewards) };
  }

  #take(events: LedgerEvent[]): void {
    this.fold.add(events);
    this.foldVersion++;
    const pairs = new Set(events.map((event) => event.pair));
    this.open?.refreshVerdicts(pairs);
    this.#opening?.refreshVerdicts(pairs);
  }

  async #reopen(): Promise<void> {
    // A browser that lost its settings has data sets again: the newest is the likeliest to be gone on with.
    const newest = this.storageLoss ? this.dataSets.at(-1)?.id : null;
    const wanted = this.router.query.get('set') ?? (await this.store.setting<string>('open-data-set')) ?? newest;
    if (wanted && this.dataSets.some((dataSet) => dataSet.id === wanted)) await this.openDataSet(wanted);
  }
}
