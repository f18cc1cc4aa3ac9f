import type { DataSet } from '../pairs/DataSet';
import type { PairIndex } from '../pairs/PairIndex';
import type { Connection } from './Connection';
import { missingDataSet } from './missing';

/** All data sets whose import is finished, oldest first. */
export async function dataSets(connection: Connection): Promise<DataSet[]> {
  const doing = 'list the data sets';
  const found = await connection.transact({ stores: ['dataSets'], mode: 'readonly', doing }, (transaction) =>
    transaction.objectStore('dataSets').getAll(),
  );
  return found.sort((a, b) => Date.parse(a.importedAt) - Date.parse(b.importedAt));
}

/**
 * Where a data set lies: in files of its own, or in records of the database, as an older Assay stored it.
 *
 * @throws StoreError "failed" when this browser has no such data set.
 */
export async function formOf(connection: Connection, dataSet: string): Promise<'files' | 'records'> {
  const doing = 'look for a data set';
  const stores: ('dataSets' | 'pairIndexes')[] = ['dataSets', 'pairIndexes'];
  return connection.transact({ stores, mode: 'readonly', doing }, async (transaction) => {
    if ((await transaction.objectStore('dataSets').getKey(dataSet)) === undefined) throw missingDataSet(dataSet);
    const index = await transaction.objectStore('pairIndexes').getKey(dataSet);
    return index === undefined ? 'files' : 'records';
  });
}

/** The index of a data set that lies in records. */
export async function recordedIndex(connection: Connection, dataSet: string): Promise<PairIndex> {
  const doing = 'read the pairs of a data set';
  const index = await connection.transact({ stores: ['pairIndexes'], mode: 'readonly', doing }, (transaction) =>
    transaction.objectStore('pairIndexes').get(dataSet),
  );
  if (!index) throw missingDataSet(dataSet);
  // Of these columns older indexes know nothing.
  return { ...index, conflicts: new Uint8Array(index.length), facets: [] };
}
