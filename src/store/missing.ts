import { StoreError } from './StoreError';

const advice = 'It may have been removed in another tab; load the file again.';

export function missingDataSet(dataSet: string): StoreError {
  return new StoreError('failed', `There is no data set ${dataSet} in this browser. ${advice}`);
}

export function missingItem(dataSet: string, row: number): StoreError {
  return new StoreError('failed', `Data set ${dataSet} has no item in row ${row} in this browser. ${advice}`);
}
