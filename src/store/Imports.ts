import type { DataSet } from '../pairs/DataSet';
import type { KeptFolder } from '../pairs/kept/KeptFolder';
import type { Connection } from './Connection';
import { ImportLocks } from './ImportLocks';
import type { KeptDataSets } from './KeptDataSets';
import { StoreError } from './StoreError';

/** Data sets on their way in and out. A mark stands beside the folder of each until its import or its removal is finished. */
export class Imports {
  readonly #connection: Connection;
  readonly #locks: ImportLocks;
  readonly #kept: KeptDataSets;

  constructor(connection: Connection, database: string, kept: KeptDataSets) {
    this.#connection = connection;
    this.#locks = new ImportLocks(database);
    this.#kept = kept;
  }

  async start(dataSet: string): Promise<KeptFolder> {
    await this.#locks.hold(dataSet);
    await this.#mark(dataSet, 'start the import');
    return this.#kept.start(dataSet);
  }

  async finish(dataSet: DataSet): Promise<void> {
    const doing = `finish the import of "${dataSet.name}"`;
    if (!(await this.#isMarked(dataSet.id))) throw endedElsewhere(dataSet.id);
    await this.#kept.keepRecord(dataSet);
    const stores: ('dataSets' | 'imports')[] = ['dataSets', 'imports'];
    const request = { stores, mode: 'readwrite', durability: 'strict', doing } as const;
    await this.#connection.transact(request, async (transaction) => {
      const mark = await transaction.objectStore('imports').get(dataSet.id);
      if (!mark) throw endedElsewhere(dataSet.id);
      await Promise.all([
        transaction.objectStore('dataSets').add(dataSet),
        transaction.objectStore('imports').delete(dataSet.id),
      ]);
    });
    this.#locks.release(dataSet.id);
  }

  /** Nobody sees the data set from the first step on; the mark goes last, so that a removal cut short is finished later. */
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
        transaction.objectStore('imports').put({ dataSet, rows: 0 }),
        transaction.objectStore('dataSets').delete(dataSet),
        transaction.objectStore('pairIndexes').delete(dataSet),
        transaction.objectStore('items').delete(IDBKeyRange.bound([dataSet, 0], [dataSet, Infinity])),
      ]);
    });
    await this.#kept.remove(dataSet);
    await this.#connection.transact({ stores: ['imports'], mode: 'readwrite', doing }, (transaction) =>
      transaction.objectStore('imports').delete(dataSet),
    );
    this.#locks.release(dataSet);
  }

  /**
   * Removes what imports left whose tab or worker is gone, and lists again what the database has lost. Imports that run, in any
   * tab, hold their lock and are left alone.
   */
  async tidy(): Promise<void> {
    const doing = 'look for interrupted imports';
    // Folders are listed first: whose import begins later has its mark before its folder.
    const folders = await this.#kept.names();
    const stores: ('dataSets' | 'imports')[] = ['dataSets', 'imports'];
    const { marked, finished } = await this.#connection.transact(
      { stores, mode: 'readonly', doing },
      async (transaction) => ({
        marked: await transaction.objectStore('imports').getAllKeys(),
        finished: new Set(await transaction.objectStore('dataSets').getAllKeys()),
      }),
    );
    const unlisted = folders.filter((name) => !finished.has(name));
    for (const dataSet of new Set([...marked, ...unlisted]))
      await this.#locks.ifFree(dataSet, () => this.#settle(dataSet));
  }

  releaseLocks(): void {
    this.#locks.releaseAll();
  }

  async #isMarked(dataSet: string): Promise<boolean> {
    const request = { stores: ['imports' as const], mode: 'readonly' as const, doing: 'look for an import' };
    const key = await this.#connection.transact(request, (transaction) =>
      transaction.objectStore('imports').getKey(dataSet),
    );
    return key !== undefined;
  }

  #mark(dataSet: string, doing: string): Promise<unknown> {
    const request = { stores: ['imports' as const], mode: 'readwrite' as const, durability: 'strict' as const, doing };
    return this.#connection.transact(request, (transaction) =>
      transaction.objectStore('imports').put({ dataSet, rows: 0 }),
    );
  }

  /** Looks once more under the lock: the import may have finished since its mark was read. */
  async #settle(dataSet: string): Promise<void> {
    const stores: ('dataSets' | 'imports')[] = ['dataSets', 'imports'];
    const doing = 'look for interrupted imports';
    const [record, mark] = await this.#connection.transact({ stores, mode: 'readonly', doing }, (transaction) =>
      Promise.all([
        transaction.objectStore('dataSets').getKey(dataSet),
        transaction.objectStore('imports').getKey(dataSet),
      ]),
    );
    if (record !== undefined) return;
    // A finished data set has no mark: where its folder is whole, it is the database that was lost.
    const kept = mark === undefined ? await this.#kept.record(dataSet) : null;
    await (kept ? this.#list(kept) : this.remove(dataSet));
  }

  async #list(dataSet: DataSet): Promise<void> {
    const request = { stores: ['dataSets' as const], mode: 'readwrite' as const, doing: 'list a data set again' };
    await this.#connection.transact(request, (transaction) => transaction.objectStore('dataSets').put(dataSet));
  }
}

function endedElsewhere(dataSet: string): StoreError {
  return new StoreError('failed', `The import of data set ${dataSet} was ended and removed elsewhere; start it again.`);
}
