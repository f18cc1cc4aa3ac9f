import { ProblemError } from '../api/ProblemError';
import type { PairsOfDataSet } from '../dataSets/DataSetFiles';

/**
 * How many people judge each row of a data set that a task has; 0 for rows that it has not.
 * @param others pairs that another number of people judge; null: there are none
 * @throws ProblemError 422 where a pair that was named is not in the task
 */
export function overlapsOf(
  { index, rowOf }: PairsOfDataSet,
  order: Uint32Array,
  overlap: number,
  others: Readonly<Record<string, number>> | null,
): Uint8Array {
  const overlaps = new Uint8Array(index.length);
  for (const row of order) overlaps[row] = overlap;
  for (const [pair, people] of Object.entries(others ?? {})) {
    const row = rowOf(pair);
    if (row === null || overlaps[row] === 0) throw unknown(pair);
    overlaps[row] = people;
  }
  return overlaps;
}

function unknown(pair: string): ProblemError {
  return new ProblemError(422, 'No such pair', `The task has no pair ${pair}, for which "overlaps" names a number.`);
}
