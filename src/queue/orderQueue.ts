import type { PairIndex } from '../pairs/PairIndex';
import { verdictStates } from '../verdicts/verdictState';
import { drawRows } from './drawRows';
import { mixKnown } from './mixKnown';
import { reasonCode, type Queue } from './Queue';
import { seedWord } from './randomKey';
import type { Ranking } from './Ranking';
import { sortByKey } from './sortByKey';

export interface QueueInput {
  index: Pick<PairIndex, 'length' | 'pairIds'>;
  /** The order that was chosen: one of `orders/`. */
  ranking: Ranking;
  /** `verdictStates` by row. */
  verdicts: Uint8Array;
  /** The same seed gives the same queue. */
  seed: string;
  /** Share of places that go to the random stratum; 0.1 by default, 1: all of them. */
  randomShare?: number;
  /** Rows whose answer others are sure of, and the share of places where one of them is drawn forward. */
  known?: { rows: Uint32Array; share: number };
  /** Only these rows come, for the reason that they were selected; the order and the stratum are then a matter of them alone. */
  only?: Uint32Array;
}

/**
 * The order in which a person meets the pairs that are not judged, each row once, as the ranking says. Rows put off by skip
 * come last, ordered alike.
 *
 * Evenly between them (every tenth place) stands the random stratum. Seed and pair id give every row of the data set one
 * place in one random order; the stratum is those remaining rows that come first in it. So each draw is uniform over all
 * that remain, and over a whole session, however often the queue is ordered anew, the stratum stays a uniform sample of the
 * data set. Places count from the pairs already judged, so that ordering anew does not put the next random pair off.
 *
 * Known rows that are drawn forward look like any other: they keep the reason that the ranking gives them.
 */
export function orderQueue(input: QueueInput): Queue {
  const { index, ranking, verdicts, seed, randomShare = 0.1, known, only } = input;
  const open = among(only, rowsInState(verdicts, verdictStates.none), index.length);
  const skipped = among(only, rowsInState(verdicts, verdictStates.skipped), index.length);
  const before = index.length - open.length - skipped.length;
  const plan = randomPlaces(open.length, before, randomShare);
  const drawn = drawRows(index.pairIds, open, seedWord(seed), countOf(plan));
  const isDrawn = new Uint8Array(index.length);
  for (const row of drawn) isDrawn[row] = 1;
  const inRank = inOrder(without(open, isDrawn), ranking);
  const ranked = known ? mixKnown(inRank, { ...known, pairIds: index.pairIds, seed, before }) : inRank;
  const rows = interleave(plan, drawn, ranked, inOrder(skipped, ranking));
  const reasons = new Uint8Array(rows.length);
  // A selected pair is no part of the random sample of all pairs, wherever it stands.
  if (only) return { rows, reasons: reasons.fill(reasonCode.selection) };
  for (let place = 0; place < rows.length; place++)
    reasons[place] = plan[place] === 1 ? reasonCode.random : (ranking.reasons[rows[place] ?? 0] ?? reasonCode.order);
  return { rows, reasons };
}

function rowsInState(verdicts: Uint8Array, state: number): Uint32Array {
  const rows = new Uint32Array(verdicts.length);
  let count = 0;
  for (let row = 0; row < verdicts.length; row++) if (verdicts[row] === state) rows[count++] = row;
  return rows.subarray(0, count);
}

/** The rows that are selected too; all of them where nothing is. */
function among(only: Uint32Array | undefined, rows: Uint32Array, length: number): Uint32Array {
  if (!only) return rows;
  const isOther = new Uint8Array(length).fill(1);
  for (const row of only) isOther[row] = 0;
  return without(rows, isOther);
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

/** By tier, within a tier by rank, equal ones in file order. */
function inOrder(rows: Uint32Array, { tiers, rank }: Ranking): Uint32Array {
  const ranked = sortByKey(rows, rank);
  const starts = new Uint32Array(257);
  for (let at = 0; at < ranked.length; at++) {
    const next = (tiers[ranked[at] ?? 0] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let tier = 1; tier < 256; tier++) starts[tier] = (starts[tier] ?? 0) + (starts[tier - 1] ?? 0);
  const ordered = new Uint32Array(ranked.length);
  for (let at = 0; at < ranked.length; at++) {
    const row = ranked[at] ?? 0;
    const tier = tiers[row] ?? 0;
    const place = starts[tier] ?? 0;
    starts[tier] = place + 1;
    ordered[place] = row;
  }
  return ordered;
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
