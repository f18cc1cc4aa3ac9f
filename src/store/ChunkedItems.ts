import type { Item } from '../pairs/Item';
import type { Connection } from './Connection';
import type { ItemChunk } from './schema';
import { missingItem } from './missing';

/** Records kept in memory: who reads one item after the other should not decode 64 for each. */
const chunksKept = 8;

/**
 * Reads items by row of data sets that an older Assay stored, as records of the database. They never change, so what was read
 * stays right until its data set is removed.
 */
export class ChunkedItems {
  readonly #connection: Connection;
  #recent: ItemChunk[] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async item(dataSet: string, row: number): Promise<Item> {
    const chunk = this.#recall(dataSet, row) ?? (await this.#readChunk(dataSet, row));
    const item = chunk?.items[row - chunk.firstRow];
    if (!chunk || !item) throw missingItem(dataSet, row);
    this.#remember(chunk);
    return item;
  }

  async items(dataSet: string, from: number, to: number): Promise<Item[]> {
    if (to <= from) return [];
    const chunks = await this.#readChunks(dataSet, from, to);
    const first = chunks[0]?.firstRow ?? 0;
    const items = chunks.flatMap((chunk) => chunk.items).slice(from - first, to - first);
    if (items.length < to - from) throw missingItem(dataSet, from + items.length);
    return items;
  }

  forget(dataSet: string): void {
    this.#recent = this.#recent.filter((chunk) => chunk.dataSet !== dataSet);
  }

  #recall(dataSet: string, row: number): ItemChunk | undefined {
    return this.#recent.find(
      (chunk) => chunk.dataSet === dataSet && row >= chunk.firstRow && row < chunk.firstRow + chunk.items.length,
    );
  }

  #remember(chunk: ItemChunk): void {
    this.#recent = [chunk, ...this.#recent.filter((kept) => kept !== chunk)].slice(0, chunksKept);
  }

  #readChunk(dataSet: string, row: number): Promise<ItemChunk | undefined> {
    const request = { stores: ['items' as const], mode: 'readonly' as const, doing: 'read an item' };
    return this.#connection.transact(request, async (transaction) => {
      const upTo = IDBKeyRange.bound([dataSet, 0], [dataSet, row]);
      return (await transaction.objectStore('items').openCursor(upTo, 'prev'))?.value;
    });
  }

  #readChunks(dataSet: string, from: number, to: number): Promise<ItemChunk[]> {
    const request = { stores: ['items' as const], mode: 'readonly' as const, doing: 'read items' };
    return this.#connection.transact(request, async (transaction) => {
      const store = transaction.objectStore('items');
      const first = await store.openKeyCursor(IDBKeyRange.bound([dataSet, 0], [dataSet, from]), 'prev');
      return store.getAll(IDBKeyRange.bound(first?.key ?? [dataSet, from], [dataSet, to], false, true));
    });
  }
}
