import type { Item } from './Item';
import type { Json } from './Json';
import { PairIndexBuilder } from './PairIndexBuilder';
import type { ItemStore } from './ItemStore';

const itemsPerBatch = 512;
/** Repeats of one item that are kept with it; `count` says how many there were. */
const repeatsListed = 100;
const textPerBatch = 4 * 1024 * 1024;

export interface SinkCounts {
  /** Rows of the items that were stored. */
  kept: number;
  items: number;
  duplicates: number;
  conflicts: number;
  ties: number;
  unlabelled: number;
}

/** Takes the items of a file in order: leaves out what was there already, stores the others in batches, indexes their pairs. */
export class ItemSink {
  readonly #dataSet: string;
  readonly #store: ItemStore;
  readonly #index = new PairIndexBuilder();
  /** Row and label of every item so far, by id. */
  readonly #seen = new Map<string, { row: number; label: string }>();
  /** Rows of the file that repeat a stored item, by its row: kept with the item at the end. */
  readonly #repeats = new Map<number, { count: number; rows: Json[] }>();
  readonly counts: SinkCounts = { kept: 0, items: 0, duplicates: 0, conflicts: 0, ties: 0, unlabelled: 0 };
  #batch: Item[] = [];
  #text = 0;

  constructor(dataSet: string, store: ItemStore) {
    this.#dataSet = dataSet;
    this.#store = store;
  }

  get pairs(): number {
    return this.#index.length;
  }

  /** Takes one item that was read from so many rows, and says what became of them; resolves at once unless a batch is full. */
  async add(item: Item, rows = 1): Promise<'kept' | 'duplicates' | 'conflicts'> {
    const label = JSON.stringify(item.label);
    const known = this.#seen.get(item.id);
    if (known !== undefined) return this.#repeat(item, known.row, { sameLabel: known.label === label, rows });
    this.counts.kept += rows;
    const row = this.counts.items++;
    this.#seen.set(item.id, { row, label });
    this.#countLabels(item, row);
    this.#batch.push(item);
    this.#text += textOf(item);
    if (this.#batch.length >= itemsPerBatch || this.#text >= textPerBatch) await this.#flush();
    return 'kept';
  }

  /** Stores what is left, and with every repeated item the rows that repeat it. */
  async finish(): Promise<PairIndexBuilder> {
    await this.#flush();
    if (this.#repeats.size > 0) await this.#store.annotateItems(this.#dataSet, 'repeats', this.#repeats);
    return this.#index;
  }

  #repeat(
    item: Item,
    row: number,
    { sameLabel, rows }: { sameLabel: boolean; rows: number },
  ): 'duplicates' | 'conflicts' {
    const outcome = sameLabel ? 'duplicates' : 'conflicts';
    this.counts[outcome] += rows;
    const { line = null, label = null, columns = null, responses = null } = item.meta;
    const repeat: Json = { line, ranks: item.label?.ranks ?? null, conflict: !sameLabel, label, columns, responses };
    const repeats = this.#repeats.get(row) ?? { count: 0, rows: [] };
    if (repeats.count++ < repeatsListed) repeats.rows.push(repeat);
    this.#repeats.set(row, repeats);
    return outcome;
  }

  #countLabels(item: Item, row: number): void {
    const places = this.#index.add(item, row);
    this.counts.ties += places.filter(({ label }) => label === 'tie' || label === 'both_bad').length;
    if (item.label === null) this.counts.unlabelled++;
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.#text = 0;
    await this.#store.appendItems(this.#dataSet, this.counts.items - batch.length, batch);
  }
}

function textOf(item: Item): number {
  const messages = [...item.prompt, ...item.responses.flatMap((response) => response.messages)];
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}
