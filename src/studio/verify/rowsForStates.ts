import type { LabelFold } from '../../verdicts/LabelFold';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { inSlices } from '../inSlices';
import { plainQueue } from './plainQueue';

/**
 * The rows whose states let errors find their neighbours: the judged ones, which ask, and the first `pairs` that are left,
 * label against model with a random tenth, among which they look.
 */
export async function rowsForStates(open: OpenDataSet, fold: LabelFold, pairs: number): Promise<number[]> {
  const judged: number[] = [];
  await inSlices(fold.ownLabels(), (labels) => {
    for (const [pair, { choice }] of labels) {
      const row = choice.kind === 'preference' ? open.rowOf(pair) : null;
      if (row !== null) judged.push(row);
    }
  });
  const { rows } = await plainQueue(open, 'states');
  return [...judged, ...rows.subarray(0, pairs)];
}
