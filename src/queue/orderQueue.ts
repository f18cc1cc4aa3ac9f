import type { PairIndex } from '../pairs/PairIndex';
import type { RewardColumns } from '../rewards/RewardColumns';
import { verdictStates } from '../verdicts/verdictState';
import { drawRows } from './drawRows';
import { reasonCode, type Queue } from './Queue';
import { seedWord } from './randomKey';
import { rankRows, reasonOf } from './rankRows';
import { sortByKey } from './sortByKey';

export interface QueueInput {
  index: PairIndex;
  rewards: Pick<RewardColumns, 'first' | 'second'>;
  /** `verdictStates` by row. */
  verdicts: Uint8Array;
  /** The same seed gives the same queue. */
  seed: string;
  /** Share of places that go to the random stratum; 0.1 by default. */
  randomShare?: number;
}

/**
 * The order in which a person meets the pairs that are not judged, each row once: conflicts of the sources first, then
 * disagreements (lowest p of the label first), then by the size of the margin, then the unscored in file order; the conflicts
 * among themselves in that same order. Rows put off by skip come last, ordered alike.
 *
 * Evenly between them (every tenth place) stands the random stratum. Seed and pair id give every row of the data set one
 * place in one random order; the stratum is those remaining rows that come first in it. So each draw is uniform over all
 * that remain, and over a whole session, however often the queue is ordered anew, the stratum stays a uniform sample of the
 * data set. Places count from the pairs already judged, so that ordering anew does not put the next random pair off.
 */
export function orderQueue(input: QueueInput): Queue {
  const { index, rewards, verdicts, seed, randomShare = 0.1 } = input;
  const { conflicts } = index;
  const rank = rankRows(index, rewards);
  const open = rowsInState(verdicts, verdictStates.none);
  const skipped = rowsInState(verdicts, verdictStates.skipped);
  const plan = randomPlaces(open.length, index.length - open.length - skipped.length, randomShare);
  const drawn = drawRows(index.pairIds, open, seedWord(seed), countOf(plan));
  const isDrawn = new Uint8Array(index.length);
  for (const row of drawn) isDrawn[row] = 1;
  const ranked = inOrder(without(open, isDrawn), conflicts, rank);
  const rows = interleave(plan, drawn, ranked, inOrder(skipped, conflicts, rank));
  const reasons = new Uint8Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? 0;
    reasons[place] = plan[place] === 1 ? reasonCode.random : reasonOf(rank[row] ?? Infinity, conflicts[row] ?? 0);
  }
  return { rows, reasons };
}

function rowsInState(verdicts: Uint8Array, state: number): Uint32Array {
  const rows = new Uint32Array(verdicts.length);
  let count = 0;
  for (let row = 0; row < verdicts.length; row++) if (verdicts[row] === state) rows[count++] = row;
  return rows.subarray(0, count);
}

/** 1 at each of the places (after `before` places that are taken) that belongs to the random stratum. */
function randomPlaces(places: number, before: number, share: number): Uint8Array {
  // Sums like 30 * 0.1 must not fall short of the whole number.
  const upTo = (count: number): number => Math.floor(count * share + 1e-9);
  const plan = new Uint8Array(places);
  for (let place = 0, drawn = upTo(before); place < places; place++) {
    const next = upTo(before + place + 1);
    if (next > drawn) plan[place] = 1;
    drawn = next;
  }
  return plan;
}

function countOf(marks: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < marks.length; at++) count += marks[at] ?? 0;
  return count;
}

function without(rows: Uint32Array, marks: Uint8Array): Uint32Array {
  const rest = new Uint32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    if (marks[row] === 0) rest[count++] = row;
  }
  return rest.subarray(0, count);
}

/** Conflicts, then the others, each by rank. */
function inOrder(rows: Uint32Array, conflicts: Uint8Array, rank: Float64Array): Uint32Array {
  const split = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) if (conflicts[row] !== 0) split[count++] = row;
  if (count === 0) return sortByKey(rows, rank);
  split.set(without(rows, conflicts), count);
  const first = sortByKey(split.subarray(0, count), rank);
  split.set(sortByKey(split.subarray(count), rank), count);
  split.set(first);
  return split;
}

/** The drawn rows at the places of the plan and the ranked ones at all others, then the last ones. */
function interleave(plan: Uint8Array, drawn: Uint32Array, ranked: Uint32Array, last: Uint32Array): Uint32Array {
  const rows = new Uint32Array(plan.length + last.length);
  let nextDrawn = 0;
  for (let place = 0; place < plan.length; place++) {
    rows[place] = (plan[place] === 1 ? drawn[nextDrawn++] : ranked[place - nextDrawn]) ?? 0;
  }
  rows.set(last, plan.length);
  return rows;
}
