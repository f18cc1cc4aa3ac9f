import { usualPlan } from '../../queue/QueueOrder';
import type { Queue } from '../../queue/Queue';
import type { OpenDataSet } from '../OpenDataSet.svelte';

/** The usual queue of a data set, from nothing but its columns. */
export function plainQueue({ view, dataSet }: Pick<OpenDataSet, 'view' | 'dataSet'>, seed: string): Promise<Queue> {
  const { order, models, randomShare } = usualPlan;
  return view.queue(dataSet.id, {
    ...{ order, models, randomShare, seed, knownShare: 0, statesKey: null, judged: [], attributes: [], margins: null },
    known: new Uint32Array(),
  });
}
