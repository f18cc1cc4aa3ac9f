import type { Item } from '../pairs/Item';
import type { PairLabels } from '../pairs/kept/indexFile';
import type { PairIndex } from '../pairs/PairIndex';
import type { RowPasses } from '../pairs/view/ViewStore';
import { ChunkedItems } from './ChunkedItems';
import type { Connection } from './Connection';
import { formOf, recordedIndex } from './dataSets';
import type { KeptDataSets } from './KeptDataSets';
import { missingItem } from './missing';
import { storeError } from './StoreError';

/** Reads data sets, in files or in records, as if there were one form. */
export class StoredDataSets {
  readonly #connection: Connection;
  readonly #kept: KeptDataSets;
  readonly #chunked: ChunkedItems;
  readonly #forms = new Map<string, 'files' | 'records'>();

  constructor(connection: Connection, kept: KeptDataSets) {
    this.#connection = connection;
    this.#kept = kept;
    this.#chunked = new ChunkedItems(connection);
  }

  async item(dataSet: string, row: number): Promise<Item> {
    const form = await this.#form(dataSet).catch(() => null);
    if (form === 'records') return this.#chunked.item(dataSet, row);
    const [item] = form === null ? [] : await this.#keptItems(dataSet, row, row + 1);
    if (item === undefined) throw missingItem(dataSet, row);
    return item;
  }

  async items(dataSet: string, from: number, to: number): Promise<Item[]> {
    if (to <= from) return [];
    if ((await this.#form(dataSet)) === 'records') return this.#chunked.items(dataSet, from, to);
    const items = await this.#keptItems(dataSet, from, to);
    if (items.length < to - from) throw missingItem(dataSet, from + items.length);
    return items;
  }

  async itemsWhere(dataSet: string, from: number, to: number, passes: RowPasses): Promise<(Item | null)[]> {
    if ((await this.#form(dataSet)) === 'records') return this.items(dataSet, from, to);
    const search = () => this.#kept.itemsWhere(dataSet, from, to, passes);
    const items = await this.#reading(dataSet, 'search items', search);
    if (items.length < to - from) throw missingItem(dataSet, from + items.length);
    return items;
  }

  async pairIndex(dataSet: string): Promise<PairIndex> {
    const doing = 'read the pairs of a data set';
    if ((await this.#form(dataSet)) === 'records') return recordedIndex(this.#connection, dataSet);
    return this.#reading(dataSet, doing, () => this.#kept.pairIndex(dataSet));
  }

  async *pairLabels(dataSet: string): AsyncGenerator<PairLabels> {
    if ((await this.#form(dataSet)) === 'files') return yield* this.#kept.pairLabels(dataSet);
    const { pairIds, labels } = await recordedIndex(this.#connection, dataSet);
    yield { pairIds: new Uint8Array(pairIds), labels };
  }

  async forget(dataSet: string): Promise<void> {
    this.#forms.delete(dataSet);
    this.#chunked.forget(dataSet);
    await this.#kept.forget(dataSet);
  }

  #keptItems(dataSet: string, from: number, to: number): Promise<Item[]> {
    return this.#reading(dataSet, 'read items', () => this.#kept.items(dataSet, from, to));
  }

  /** Whose files are gone because the data set was removed elsewhere, says so. */
  async #reading<T>(dataSet: string, doing: string, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      await this.forget(dataSet);
      await this.#form(dataSet);
      throw storeError(error, doing);
    }
  }

  async #form(dataSet: string): Promise<'files' | 'records'> {
    const form = this.#forms.get(dataSet) ?? (await formOf(this.#connection, dataSet));
    this.#forms.set(dataSet, form);
    return form;
  }
}
