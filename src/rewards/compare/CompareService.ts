import { Newest } from '../../pairs/view/Newest';
import { emptyRewards, responseTable, RewardColumns } from '../RewardColumns';
import type { Committee } from './Committee';
import { committeeFacts } from './committeeFacts';
import type { CommitteeFacts, CompareContract, TableSort } from './CompareContract';
import type { CompareStore } from './CompareStore';
import { openCommittee, type ScoredModel } from './openCommittee';
import { markdownName, refusalName, sidesOf } from './ownFacets';
import { readFeatures } from './readFeatures';
import type { Selection } from './Selection';
import { sortPlaces, tableRow } from './tableRows';
import type { TextFeatures } from './TextFeatures';
import { ViewsOfCommittee } from './ViewsOfCommittee';
import { marginCorrelation } from './views/marginCorrelation';

export interface CompareEnvironment {
  openStore: () => Promise<CompareStore>;
  /** Resolves after the calls that have already arrived were begun. */
  breathe: () => Promise<void>;
}

interface Opened {
  dataSet: string;
  committee: Committee;
  views: ViewsOfCommittee;
}

/** The compare worker's side of its contract. */
export class CompareService implements CompareContract {
  readonly #environment: CompareEnvironment;
  readonly #newest: Newest;
  #store: Promise<CompareStore> | null = null;
  #opened: Opened | null = null;
  #opening = 0;
  #reading = new AbortController();
  /** The order of the table that was asked for last. */
  #sorted: { places: Uint32Array; sort: string; order: Uint32Array } | null = null;

  constructor(environment: CompareEnvironment) {
    this.#environment = environment;
    this.#newest = new Newest(environment.breathe);
  }

  open: CompareContract['open'] = async (dataSet, models, verdicts) => {
    await this.close();
    const opening = this.#opening;
    const committee = await this.#read(dataSet, models);
    committee.take(verdicts);
    // Of two committees that are opened at once the newer one stays, whichever is read first.
    if (opening === this.#opening) this.#opened = { dataSet, committee, views: new ViewsOfCommittee(committee) };
    return committeeFacts(committee, false);
  };

  close: CompareContract['close'] = async () => {
    this.#opening++;
    this.#reading.abort();
    this.#opened = this.#sorted = null;
  };

  take: CompareContract['take'] = async (verdicts) => {
    const opened = this.#open();
    opened.committee.take(verdicts);
    return facts(opened);
  };

  views: CompareContract['views'] = async (selection, request) =>
    this.#newest.of('views', () => this.#open().views.views(selection, request));

  rows: CompareContract['rows'] = async (selection, sort, from, to) =>
    this.#newest.of('rows', () => {
      const { committee } = this.#open();
      const order = this.#order(selection, sort);
      const rows = Array.from(order.subarray(from, to), (place) => tableRow(committee, place));
      return { total: order.length, rows };
    });

  selected: CompareContract['selected'] = async (selection) => {
    const { committee, views } = this.#open();
    return views.places(selection).map((place) => committee.columns.rows[place] ?? 0);
  };

  points: CompareContract['points'] = async (a, b) => {
    const { committee } = this.#open();
    const [modelA, modelB] = [committee.models[a], committee.models[b]];
    if (!modelA || !modelB) throw new RangeError(`The committee has no models ${String(a + 1)} and ${String(b + 1)}.`);
    return {
      x: Float32Array.from(modelA.margins, (_, place) => committee.margin(modelA, place)),
      y: Float32Array.from(modelB.margins, (_, place) => committee.margin(modelB, place)),
      rows: committee.columns.rows.slice(),
      correlation: marginCorrelation(modelA, modelB, Uint32Array.from(modelA.margins.keys())).r,
    };
  };

  readTexts: CompareContract['readTexts'] = async (onProgress) => {
    const opened = this.#open();
    this.#reading.abort();
    const { signal } = (this.#reading = new AbortController());
    if (opened.views.texts !== null) return facts(opened);
    const store = await this.#storeOpened();
    const items = (from: number, to: number) => store.items(opened.dataSet, from, to);
    const texts = await readFeatures({ columns: opened.committee.columns, items, onProgress, signal });
    if (texts !== null && !signal.aborted) takeTexts(opened, texts);
    return facts(opened);
  };

  stopTexts: CompareContract['stopTexts'] = async () => this.#reading.abort();

  #open(): Opened {
    if (this.#opened) return this.#opened;
    throw new Error('No committee is open any more. Open Compare again.');
  }

  #order(selection: Selection, sort: TableSort): Uint32Array {
    const { committee, views } = this.#open();
    const places = views.places(selection);
    const name = JSON.stringify(sort);
    if (this.#sorted?.places !== places || this.#sorted.sort !== name)
      this.#sorted = { places, sort: name, order: sortPlaces(committee, places, sort) };
    return this.#sorted.order;
  }

  async #read(dataSet: string, models: string[]): Promise<Committee> {
    const store = await this.#storeOpened();
    const index = await store.pairIndex(dataSet);
    const responses = responseTable(index);
    const scored: ScoredModel[] = [];
    for (const key of models) {
      const columns = new RewardColumns(index, responses, emptyRewards(index.length));
      await store.eachRewards(key, (stored) => columns.addStored(stored));
      scored.push({ key, first: columns.first, second: columns.second });
    }
    return openCommittee(index, scored);
  }

  /** The store, opened when it is first needed, and again after it could not be opened. */
  #storeOpened(): Promise<CompareStore> {
    const store = (this.#store ??= this.#environment.openStore());
    store.catch(() => (this.#store = null));
    return store;
  }
}

function facts({ committee, views }: Opened): CommitteeFacts {
  return committeeFacts(committee, views.texts !== null);
}

function takeTexts({ committee, views }: Opened, texts: TextFeatures): void {
  views.texts = texts;
  committee.addSided(markdownName, sidesOf(texts.markdown));
  committee.addSided(refusalName, sidesOf(texts.refusal));
}
