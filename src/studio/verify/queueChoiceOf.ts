import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { Studio } from '../Studio.svelte';
import { QueueChoice } from './QueueChoice.svelte';

const choices = new WeakMap<OpenDataSet, QueueChoice>();

/** How the queue of an open data set is wanted: one for its session and for the controls that change it. */
export function queueChoiceOf({ store }: Pick<Studio, 'store'>, open: OpenDataSet): QueueChoice {
  const choice = choices.get(open) ?? new QueueChoice(store, open.dataSet.id);
  choices.set(open, choice);
  return choice;
}
