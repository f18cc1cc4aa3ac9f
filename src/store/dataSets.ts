import type { DataSet } from '../pairs/DataSet';
import { completeReport } from '../pairs/ImportReport';
import type { PairIndex } from '../pairs/PairIndex';
import type { Connection } from './Connection';
import { StoreError } from './StoreError';

/** All data sets whose import is finished, oldest first. */
export async function dataSets(connection: Connection): Promise<DataSet[]> {
  const doing = 'list the data sets';
  const found = await connection.transact({ stores: ['dataSets'], mode: 'readonly', doing }, (transaction) =>
    transaction.objectStore('dataSets').getAll(),
  );
  const complete = found.map((dataSet) => ({ ...dataSet, report: completeReport(dataSet.report, dataSet.bytes) }));
  return complete.sort((a, b) => Date.parse(a.importedAt) - Date.parse(b.importedAt));
}

/** @throws StoreError "failed" when this browser has no such data set. */
export async function pairIndex(connection: Connection, dataSet: string): Promise<PairIndex> {
  const doing = 'read the pairs of a data set';
  const index = await connection.transact({ stores: ['pairIndexes'], mode: 'readonly', doing }, (transaction) =>
    transaction.objectStore('pairIndexes').get(dataSet),
  );
  if (index) return { ...withoutNewColumns(index.length), ...index };
  const advice = 'It may have been removed in another tab; load the file again.';
  throw new StoreError('failed', `There is no data set ${dataSet} in this browser. ${advice}`);
}

/** What indexes had not when Assay stored them in one record. */
function withoutNewColumns(length: number): Pick<PairIndex, 'conflicts' | 'facets'> {
  return { conflicts: new Uint8Array(length), facets: [] };
}
