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

  /** Removes what imports left whose tab or worker is gone. Imports that run, in any tab, hold their lock and are left alone. */
  async removeInterrupted(): Promise<void> {
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
    const orphans = folders.filter((name) => !finished.has(name));
    for (const dataSet of new Set([...marked, ...orphans]))
      await this.#locks.ifFree(dataSet, () => this.#removeIfUnfinished(dataSet));
  }

  releaseLocks(): void {
    this.#locks.releaseAll();
  }

  #mark(dataSet: string, doing: string): Promise<unknown> {
    const request = { stores: ['imports' as const], mode: 'readwrite' as const, durability: 'strict' as const, doing };
    return this.#connection.transact(request, (transaction) =>
      transaction.objectStore('imports').put({ dataSet, rows: 0 }),
    );
  }

  /** Looks once more under the lock: the import may have finished since its mark was read. */
  async #removeIfUnfinished(dataSet: string): Promise<void> {
    const doing = 'look for interrupted imports';
    const record = await this.#connection.transact({ stores: ['dataSets'], mode: 'readonly', doing }, (transaction) =>
      transaction.objectStore('dataSets').getKey(dataSet),
    );
    if (record === undefined) await this.remove(dataSet);
  }
}

function endedElsewhere(dataSet: string): StoreError {
  return new StoreError('failed', `The import of data set ${dataSet} was ended and removed elsewhere; start it again.`);
}
