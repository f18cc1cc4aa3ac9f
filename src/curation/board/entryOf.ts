import type { Board, BoardEntry } from './Board';

/** A board as a list of plans shows it. An iteration has ended where its labels are merged. */
export function entryOf({ plan, state, startedAt, at, step, waiting, iterations }: Board): BoardEntry {
  const done = iterations.filter(({ gold }) => gold !== null).length;
  const label = step?.label ?? waiting?.step ?? null;
  return { plan, state, startedAt, at, step: label, waiting, iterations: { done, all: iterations.length } };
}
