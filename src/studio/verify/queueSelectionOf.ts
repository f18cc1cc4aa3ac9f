import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { Studio } from '../Studio.svelte';
import { QueueSelection } from './QueueSelection.svelte';

const selections = new WeakMap<OpenDataSet, QueueSelection>();

/** The selection that an open data set's queue is made of: one for Compare, which makes it, and for Verify. */
export function queueSelectionOf({ store }: Pick<Studio, 'store'>, open: OpenDataSet): QueueSelection {
  const selection = selections.get(open) ?? new QueueSelection(store, open);
  selections.set(open, selection);
  return selection;
}
