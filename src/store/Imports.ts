import type { Item } from '../pairs/Item';
import type { Json } from '../pairs/Json';
import { compactIndex } from './compactIndex';
import type { Connection } from './Connection';
import { ImportLocks } from './ImportLocks';
import { itemChunks } from './itemChunks';
import type { ImportMark, ItemChunk } from './schema';
import type { ImportedDataSet } from './Store';
import { StoreError } from './StoreError';

/** Data sets on their way in and out. A mark stands beside the items of each import until it is finished. */
export class Imports {
  readonly #connection: Connection;
  readonly #locks: ImportLocks;

  constructor(connection: Connection, database: string) {
    this.#connection = connection;
    this.#locks = new ImportLocks(database);
  }

  async append(dataSet: string, firstRow: number, items: Item[]): Promise<void> {
    await this.#locks.hold(dataSet);
    const doing = 'store the items of the file';
    await this.#connection.transact({ stores: ['imports', 'items'], mode: 'readwrite', doing }, async (transaction) => {
      const marks = transaction.objectStore('imports');
      const mark = (await marks.get(dataSet)) ?? (firstRow === 0 ? { dataSet, rows: 0 } : null);
      checkNextRow(dataSet, firstRow, mark);
      const chunks = itemChunks(dataSet, firstRow, items);
      const stored = chunks.map((chunk) => transaction.objectStore('items').add(chunk));
      await Promise.all([...stored, marks.put({ dataSet, rows: firstRow + items.length })]);
    });
  }

  /** Rewrites the records that hold an annotated item, one after the other, while nobody else can see them. */
  async annotate(dataSet: string, key: string, notes: ReadonlyMap<number, Json>): Promise<void> {
    const doing = 'store what the file says again of its items';
    await this.#connection.transact({ stores: ['imports', 'items'], mode: 'readwrite', doing }, async (transaction) => {
      const mark = (await transaction.objectStore('imports').get(dataSet)) ?? null;
      checkNextRow(dataSet, mark?.rows ?? 0, mark);
      const all = IDBKeyRange.bound([dataSet, 0], [dataSet, Infinity]);
      let cursor = await transaction.objectStore('items').openCursor(all);
      for (; cursor; cursor = await cursor.continue()) {
        if (annotated(cursor.value, key, notes)) await cursor.update(cursor.value);
      }
    });
  }

  async finish({ dataSet, index }: ImportedDataSet): Promise<void> {
    const doing = `finish the import of "${dataSet.name}"`;
    const stores: ('dataSets' | 'imports' | 'pairIndexes')[] = ['dataSets', 'imports', 'pairIndexes'];
    const request = { stores, mode: 'readwrite', durability: 'strict', doing } as const;
    await this.#connection.transact(request, async (transaction) => {
      await Promise.all([
        transaction.objectStore('pairIndexes').add(compactIndex(index)),
        transaction.objectStore('dataSets').add(dataSet),
        transaction.objectStore('imports').delete(dataSet.id),
      ]);
    });
    this.#locks.release(dataSet.id);
  }

  async remove(dataSet: string): Promise<void> {
    const stores: ('dataSets' | 'imports' | 'items' | 'pairIndexes')[] = [
      'dataSets',
      'imports',
      'items',
      'pairIndexes',
    ];
    const doing = 'remove the data set';
    await this.#connection.transact({ stores, mode: 'readwrite', doing }, async (transaction) => {
      await Promise.all([
        transaction.objectStore('dataSets').delete(dataSet),
        transaction.objectStore('pairIndexes').delete(dataSet),
        transaction.objectStore('imports').delete(dataSet),
        transaction.objectStore('items').delete(IDBKeyRange.bound([dataSet, 0], [dataSet, Infinity])),
      ]);
    });
    this.#locks.release(dataSet);
  }

  /** Removes what imports left whose tab or worker is gone. Imports that run, in any tab, hold their lock and are left alone. */
  async removeInterrupted(): Promise<void> {
    const doing = 'look for interrupted imports';
    const marked = await this.#connection.transact({ stores: ['imports'], mode: 'readonly', doing }, (transaction) =>
      transaction.objectStore('imports').getAllKeys(),
    );
    for (const dataSet of marked) await this.#locks.ifFree(dataSet, () => this.#removeIfMarked(dataSet));
  }

  releaseLocks(): void {
    this.#locks.releaseAll();
  }

  /** Looks once more under the lock: the import may have finished since its mark was read. */
  async #removeIfMarked(dataSet: string): Promise<void> {
    const doing = 'look for interrupted imports';
    const mark = await this.#connection.transact({ stores: ['imports'], mode: 'readonly', doing }, (transaction) =>
      transaction.objectStore('imports').get(dataSet),
    );
    if (mark) await this.remove(dataSet);
  }
}

/** Puts the notes on the items of a record; false where it has none of them. */
function annotated({ firstRow, items }: ItemChunk, key: string, notes: ReadonlyMap<number, Json>): boolean {
  let changed = false;
  for (const [at, item] of items.entries()) {
    const note = notes.get(firstRow + at);
    if (note === undefined) continue;
    item.meta[key] = note;
    changed = true;
  }
  return changed;
}

function checkNextRow(dataSet: string, firstRow: number, mark: ImportMark | null): void {
  if (!mark) {
    throw new StoreError(
      'failed',
      `The import of data set ${dataSet} was ended and removed elsewhere; start it again.`,
    );
  }
  if (mark.rows !== firstRow) {
    throw new StoreError(
      'failed',
      `Items of data set ${dataSet} must follow row ${mark.rows}, but row ${firstRow} came.`,
    );
  }
}
