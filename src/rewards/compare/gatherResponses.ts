import type { PairIndex } from '../../pairs/PairIndex';
import type { ItemResponses } from './ItemResponses';
import type { ScoredModel } from './openCommittee';

/** One item: its rows [from, to) of the pair index, and how many responses they show. */
interface Rows {
  from: number;
  to: number;
  responses: number;
}

/**
 * Gathers the rewards of items with more than two responses by response, for they stand in the columns by pair.
 *
 * @param places by row of the index its place among the compared pairs, -1: not compared
 * @returns null where no item has more than two responses
 */
export function gatherResponses(
  index: PairIndex,
  models: readonly ScoredModel[],
  places: Int32Array,
): ItemResponses | null {
  const large = itemsOf(index).filter(({ responses }) => responses > 2);
  if (large.length === 0) return null;
  const whole = large.filter(({ from, to }) => places.subarray(from, to).every((place) => place >= 0));
  const starts = new Uint32Array(whole.length + 1);
  for (const [at, { responses }] of whole.entries()) starts[at + 1] = (starts[at] ?? 0) + responses;
  return {
    starts,
    firstPlaces: Uint32Array.from(whole, ({ from }) => places[from] ?? 0),
    pairs: Uint32Array.from(whole, ({ from, to }) => to - from),
    rewards: models.map((model) => rewardsOf(index, model, whole, starts)),
    incomplete: large.length - whole.length,
  };
}

/** Items in the order of the file: the pairs of one stand beside each other. */
function itemsOf({ length, itemRows, secondResponses }: PairIndex): Rows[] {
  const items: Rows[] = [];
  for (let from = 0, to = 0; from < length; from = to) {
    let responses = 0;
    // The second response of a pair has the higher place in the item.
    for (to = from; to < length && itemRows[to] === itemRows[from]; to++)
      responses = Math.max(responses, (secondResponses[to] ?? 0) + 1);
    items.push({ from, to, responses });
  }
  return items;
}

function rewardsOf(
  index: PairIndex,
  { first, second }: ScoredModel,
  items: readonly Rows[],
  starts: Uint32Array,
): Float64Array {
  const rewards = new Float64Array(starts.at(-1) ?? 0);
  for (const [at, { from, to }] of items.entries()) {
    const start = starts[at] ?? 0;
    for (let row = from; row < to; row++) {
      rewards[start + (index.firstResponses[row] ?? 0)] = first[row] ?? NaN;
      rewards[start + (index.secondResponses[row] ?? 0)] = second[row] ?? NaN;
    }
  }
  return rewards;
}
