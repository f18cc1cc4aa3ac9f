import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { Studio } from '../Studio.svelte';
import { Comparing } from './Comparing.svelte';
import { CompareWorker } from './CompareWorker';

let worker: CompareWorker | null = null;
let last: Comparing | null = null;

/** What compares models on the open data set: the same one, with its committee, until another data set is compared. */
export function comparingOf({ fold }: Pick<Studio, 'fold'>, open: OpenDataSet): Comparing {
  worker ??= new CompareWorker();
  if (last?.open !== open) last = new Comparing(worker, open, fold);
  return last;
}
