import type { PairIndex } from '../pairs/PairIndex';
import type { RewardColumns } from '../rewards/RewardColumns';
import { verdictStates } from '../verdicts/verdictState';
import type { QueueEntry } from './QueueEntry';
import { randomKey, seedWord } from './randomKey';
import { rankRows, type Ranking } from './rankRows';
import { sortByKey } from './sortByKey';

export interface QueueInput {
  index: PairIndex;
  rewards: RewardColumns;
  /** `verdictStates` by row. */
  verdicts: Uint8Array;
  /** The same seed gives the same queue. */
  seed: string;
  /** Share of places that go to the random stratum; 0.1 by default. */
  randomShare?: number;
}

/**
 * The order in which a person meets the pairs that are not judged, each row once: disagreements (lowest p of the label
 * first), then by the size of the margin, then the unscored in file order. Rows put off by skip come last, in the same order.
 *
 * Evenly between them (every tenth place) stands the random stratum. Seed and pair id give every row of the data set one
 * place in one random order; the stratum is those remaining rows that come first in it. So each draw is uniform over all
 * that remain, and over a whole session, however often the queue is ordered anew, the stratum stays a uniform sample of the
 * data set. Places count from the pairs already judged, so that ordering anew does not put the next random pair off.
 */
export function orderQueue(input: QueueInput): QueueEntry[] {
  const { index, rewards, verdicts, seed, randomShare = 0.1 } = input;
  const ranking = rankRows(index, rewards);
  const open = rowsInState(verdicts, verdictStates.none);
  const skipped = rowsInState(verdicts, verdictStates.skipped);
  const isRandomPlace = randomPlaces(index.length - open.length - skipped.length, randomShare);
  const drawn = drawRows(index, open, seedWord(seed), countPlaces(open.length, isRandomPlace));
  const ranked = sortByKey(without(open, drawn, index.length), ranking.rank);
  const queue = interleave(drawn, ranked, isRandomPlace, ranking);
  for (const row of sortByKey(skipped, ranking.rank)) queue.push({ row, reason: ranking.reason(row) });
  return queue;
}

function rowsInState(verdicts: Uint8Array, state: number): Uint32Array {
  const rows = new Uint32Array(verdicts.length);
  let count = 0;
  for (let row = 0; row < verdicts.length; row++) if (verdicts[row] === state) rows[count++] = row;
  return rows.subarray(0, count);
}

/** Whether the place (0-based, after `before` places that are taken) belongs to the random stratum. */
function randomPlaces(before: number, share: number): (place: number) => boolean {
  // Sums like 30 * 0.1 must not fall short of the whole number.
  const upTo = (places: number): number => Math.floor(places * share + 1e-9);
  return (place) => upTo(before + place + 1) > upTo(before + place);
}

function countPlaces(length: number, isRandomPlace: (place: number) => boolean): number {
  let count = 0;
  for (let place = 0; place < length; place++) if (isRandomPlace(place)) count++;
  return count;
}

/** The `count` rows that come first in the random order. */
function drawRows(index: PairIndex, rows: Uint32Array, seed: number, count: number): Uint32Array {
  if (count === 0) return new Uint32Array(0);
  const keys = new Float64Array(index.length);
  for (const row of rows) keys[row] = randomKey(index.pairIds, row, seed);
  return sortByKey(rows, keys).subarray(0, count);
}

function without(rows: Uint32Array, drawn: Uint32Array, length: number): Uint32Array {
  const isDrawn = new Uint8Array(length);
  for (const row of drawn) isDrawn[row] = 1;
  return rows.filter((row) => isDrawn[row] === 0);
}

function interleave(
  drawn: Uint32Array,
  ranked: Uint32Array,
  isRandomPlace: (place: number) => boolean,
  ranking: Ranking,
): QueueEntry[] {
  let nextDrawn = 0;
  return Array.from({ length: drawn.length + ranked.length }, (_, place): QueueEntry => {
    if (isRandomPlace(place)) return { row: drawn[nextDrawn++] ?? 0, reason: 'random' };
    const row = ranked[place - nextDrawn] ?? 0;
    return { row, reason: ranking.reason(row) };
  });
}
