import { IdPlaces } from '../../src/pairs/columns/IdPlaces';
import { ProblemError } from '../api/ProblemError';
import type { PairsOfDataSet } from '../dataSets/DataSetFiles';

/**
 * The rows of a task's pairs, each pair once: those that were selected as they were named, else all in the data set's order.
 * @throws ProblemError 422 where a pair that was named is not in the data set
 */
export function orderOf({ index, rowOf }: PairsOfDataSet, selection: readonly string[] | null): Uint32Array {
  if (selection !== null) return Uint32Array.from(new Set(selection.map((pair) => rowOf(pair) ?? unknown(pair))));
  const places = IdPlaces.build([index.pairIds], index.length, (bytes) => new ArrayBuffer(bytes));
  return Uint32Array.from({ length: index.length }, (_, row) => row).filter((row) => places.isFirst(row));
}

function unknown(pair: string): never {
  throw new ProblemError(422, 'No such pair', `The data set has no pair ${pair.slice(0, 80)}.`);
}
