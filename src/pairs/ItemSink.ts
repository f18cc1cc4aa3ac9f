import type { DataSet } from './DataSet';
import { idLength, putId } from './idBytes';
import type { Item } from './Item';
import type { AlsoIn } from './ImportReport';
import type { ItemStore } from './ItemStore';
import { FacetColumns } from './kept/FacetColumns';
import { GrowingNumbers } from './kept/GrowingNumbers';
import { IdTable } from './kept/IdTable';
import { writeIndex } from './kept/indexFile';
import type { KeptFolder } from './kept/KeptFolder';
import { LabelNumbers } from './kept/LabelNumbers';
import { PairTable } from './kept/PairTable';
import { PlaceWriter } from './kept/PlaceWriter';
import type { RowPlace } from './kept/RowPlace';
import { PairIndexBuilder } from './PairIndexBuilder';
import { conflictCodes, labelCodes } from './PairIndex';
import { pairPlaces } from './pairOf';

const wordsPerId = idLength / 4;

export interface SinkCounts {
  /** Rows of the items that were kept. */
  kept: number;
  items: number;
  duplicates: number;
  conflicts: number;
  ties: number;
  unlabelled: number;
  sameResponses: number;
}

/** What became of the rows of an item. */
export type Fate = 'kept' | 'duplicates' | 'conflicts';

/**
 * Takes the items of an import in order: finds those that were there already, notes where the rows of each lie and indexes the
 * pairs. It keeps numbers and ids, never texts.
 */
export class ItemSink {
  readonly #places: PlaceWriter;
  readonly #index = new PairIndexBuilder();
  readonly #facets = new FacetColumns();
  readonly #labels = new LabelNumbers();
  /** Content id and label of each item so far. */
  readonly #itemIds = new GrowingNumbers();
  readonly #itemLabels = new GrowingNumbers();
  readonly #known = new IdTable((item, word) => this.#itemIds.at(item * wordsPerId + word));
  readonly #id = new Uint8Array(idLength);
  readonly #idWords = new Uint32Array(this.#id.buffer);
  readonly counts: SinkCounts = {
    ...{ kept: 0, items: 0, duplicates: 0, conflicts: 0 },
    ...{ ties: 0, unlabelled: 0, sameResponses: 0 },
  };

  private constructor(places: PlaceWriter) {
    this.#places = places;
  }

  static async open(folder: KeptFolder): Promise<ItemSink> {
    return new ItemSink(await PlaceWriter.open(folder));
  }

  get pairs(): number {
    return this.#index.length;
  }

  /** Takes an item that was read from these rows, and says what became of them. */
  add(item: Item, rows: RowPlace[]): Fate {
    putId(this.#id, 0, item.id);
    const label = this.#labels.numberOf(item.label);
    this.counts.sameResponses += sameResponses(item);
    const known = this.#known.find(this.#idWords);
    const fate = known === null ? this.#keep(item, label, rows) : this.#repeat(item, label, known, rows);
    this.counts[fate] += rows.length;
    return fate;
  }

  /** Writes places that wait; resolves at once where there are few. */
  async writeFull(): Promise<void> {
    await this.#places.writeFull();
  }

  /** Finds what the data sets of the store know of the same pairs, and writes places and index. */
  async finish(folder: KeptFolder, others: DataSet[], store: Pick<ItemStore, 'pairLabels'>): Promise<AlsoIn[]> {
    await this.#places.finish();
    const table = new PairTable(this.#index);
    table.markOwnConflicts();
    const alsoIn: AlsoIn[] = [];
    for (const { id, name } of others) {
      const found = await table.markConflicts(store.pairLabels(id));
      if (found.pairs > 0) alsoIn.push({ dataSet: id, name, ...found });
    }
    await writeIndex(folder, this.#index.toWrite(this.#facets));
    return alsoIn;
  }

  async close(): Promise<void> {
    await this.#places.close();
  }

  #keep(item: Item, label: number, rows: RowPlace[]): Fate {
    for (const word of this.#idWords) this.#itemIds.push(word);
    this.#itemLabels.push(label);
    this.#known.add(this.counts.items++);
    const from = this.#index.length;
    const pairs = this.#index.add(item);
    this.#facets.add(item, from, this.#index.length);
    this.#places.add(rows);
    for (const pair of pairs) if (pair.label === 'tie' || pair.label === 'both_bad') this.counts.ties++;
    if (item.label === null) this.counts.unlabelled++;
    return 'kept';
  }

  #repeat(item: Item, label: number, known: number, rows: RowPlace[]): Fate {
    this.#places.repeat(known, rows);
    if (this.#itemLabels.at(known) === label) return 'duplicates';
    this.#markConflicts(item, known);
    return 'conflicts';
  }

  /** Marks the pairs of the item of which the repeated one says something else. */
  #markConflicts(repeated: Item, known: number): void {
    const labels = new Map(pairPlaces(repeated).map(({ first, second, label }) => [`${first} ${second}`, label]));
    const { from, to } = this.#index.rowsOf(known);
    for (let row = from; row < to; row++) {
      const { first, second } = this.#index.responsesAt(row);
      const says = labelCodes[labels.get(`${first} ${second}`) ?? 'none'];
      if (says !== this.#index.labelAt(row)) this.#index.markConflict(row, conflictCodes.sameDataSet);
    }
  }
}

/** Responses of the row that were there twice. */
function sameResponses({ meta: { responses } }: Item): number {
  if (!Array.isArray(responses)) return 0;
  let count = 0;
  for (const about of responses) {
    const also = about !== null && typeof about === 'object' && !Array.isArray(about) ? about['also'] : null;
    if (Array.isArray(also)) count += also.length;
  }
  return count;
}
