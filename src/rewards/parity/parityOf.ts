import { margin } from '../margin';
import { labelCodes } from '../../pairs/PairIndex';
import { scoreState, type RewardColumns } from '../RewardColumns';
import { wilson } from '../wilson';
import type { FlipsAbove, Parity } from './Parity';
import { rewardsParity, type ScoredTwice } from './rewardsParity';

/** Sizes of margins above which flips are counted, as shares of the spread of the reference's margins. */
export const flipShares = [0, 0.1, 0.25, 0.5, 1];

/** Compares the rewards of two runs over the same pair index. */
export function parityOf(here: RewardColumns, reference: RewardColumns): Parity {
  const responses = scoredTwice(here, reference);
  const margins = marginsOf(here, reference);
  const { spread, change } = spreadsOf(margins);
  return {
    ...rewardsParity(responses),
    ...{ onlyHere: responses.onlyHere, onlyReference: responses.onlyReference },
    ...{ pairs: margins.here.length, spread, change },
    flips: flipShares.map((share) => flipsAbove(margins, share, spread ?? 0)),
  };
}

/** The responses with a reward from both, each once however many pairs show it. */
function scoredTwice(
  here: RewardColumns,
  reference: RewardColumns,
): ScoredTwice & { onlyHere: number; onlyReference: number } {
  const found = {
    here: [] as number[],
    reference: [] as number[],
    rows: [] as number[],
    onlyHere: 0,
    onlyReference: 0,
  };
  for (let slot = 0; slot < 2 * here.length; slot++) {
    const [one, other] = [rewardAt(here, slot), rewardAt(reference, slot)];
    if ((one === null && other === null) || !here.isFirstPlace(slot)) continue;
    if (one === null) found.onlyReference++;
    else if (other === null) found.onlyHere++;
    else {
      found.here.push(one);
      found.reference.push(other);
      found.rows.push(slot >> 1);
    }
  }
  return found;
}

/** The reward of a response by its place: `2 * row` of the first, `2 * row + 1` of the second of a pair. */
function rewardAt(columns: RewardColumns, slot: number): number | null {
  const row = slot >> 1;
  const isFirst = slot % 2 === 0;
  const state = (isFirst ? columns.firstState : columns.secondState)[row];
  return state === scoreState.scored ? ((isFirst ? columns.first : columns.second)[row] ?? NaN) : null;
}

interface Margins {
  here: number[];
  reference: number[];
}

function marginsOf(here: RewardColumns, reference: RewardColumns): Margins {
  const margins: Margins = { here: [], reference: [] };
  for (let row = 0; row < here.length; row++) {
    const [one, other] = [here, reference].map(({ first, second }) =>
      margin(first[row] ?? NaN, second[row] ?? NaN, labelCodes.none),
    ) as [number, number];
    if (Number.isNaN(one) || Number.isNaN(other)) continue;
    margins.here.push(one);
    margins.reference.push(other);
  }
  return margins;
}

function spreadsOf({ here, reference }: Margins): { spread: number | null; change: number | null } {
  if (here.length === 0) return { spread: null, change: null };
  let [square, changed] = [0, 0];
  for (const [at, one] of here.entries()) {
    const other = reference[at] ?? NaN;
    square += other ** 2;
    changed += (one - other) ** 2;
  }
  return { spread: Math.sqrt(square / here.length), change: Math.sqrt(changed / here.length) };
}

function flipsAbove({ here, reference }: Margins, share: number, spread: number): FlipsAbove {
  const size = share * spread;
  let [pairs, flips] = [0, 0];
  for (const [at, other] of reference.entries()) {
    if (share > 0 && Math.abs(other) <= size) continue;
    pairs++;
    if (Math.sign(here[at] ?? NaN) * Math.sign(other) < 0) flips++;
  }
  return { share, margin: size, pairs, flips, interval: wilson(flips, pairs) };
}
