import { lowMargin } from '../../queue/orders/byLabel';
import { margin } from '../../rewards/margin';
import { verdictStates } from '../../verdicts/verdictState';
import { labelCodes } from '../PairIndex';
import type { PairColumns } from './PairColumns';
import { pairFilters, type PairFilter } from './PairQuery';

/** The bit of each filter in `filterBits`. */
export const filterBit = Object.fromEntries(pairFilters.map((filter, at) => [filter, 1 << at])) as Record<
  PairFilter,
  number
>;

/** Which filters show a row, as a sum of `filterBit`: one look at its columns for all of them. */
export function filterBits({ index, rewards, verdicts }: PairColumns, row: number): number {
  const label = index.labels[row] ?? labelCodes.none;
  const value = margin(rewards.first[row] ?? NaN, rewards.second[row] ?? NaN, label);
  const isChosen = label === labelCodes.first || label === labelCodes.second;
  let bits = filterBit.all;
  if (index.conflicts[row] !== 0) bits |= filterBit.conflicts;
  if (isChosen && value < 0) bits |= filterBit.disagreements;
  if (Math.abs(value) <= lowMargin) bits |= filterBit.low_margin;
  if (label === labelCodes.none) bits |= filterBit.unlabelled;
  if (!rewards.complete(row)) bits |= filterBit.unscored;
  if ((verdicts[row] ?? 0) >= verdictStates.judged) bits |= filterBit.verified;
  if (rewards.tooLong(row)) bits |= filterBit.too_long;
  return bits;
}
