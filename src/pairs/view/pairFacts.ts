import { agreement } from '../../rewards/agreement';
import { margin } from '../../rewards/margin';
import { sigmoid } from '../../rewards/sigmoid';
import { labelCodes } from '../PairIndex';
import type { PairColumns } from './PairColumns';

/** Whether the source says which response is better. */
export function hasChosen({ index }: PairColumns, row: number): boolean {
  const code = index.labels[row];
  return code === labelCodes.first || code === labelCodes.second;
}

/**
 * reward(chosen) - reward(rejected). Where the source has no chosen side the size of the difference, without a direction.
 * NaN while a side is not scored.
 */
export function marginOf(columns: PairColumns, row: number): number {
  const { index, rewards } = columns;
  const value = margin(rewards.first[row] ?? NaN, rewards.second[row] ?? NaN, index.labels[row] ?? labelCodes.none);
  return hasChosen(columns, row) ? value : Math.abs(value);
}

/** What the model gives the chosen response to be better; NaN where nothing is chosen or a side is not scored. */
export function probabilityOf(columns: PairColumns, row: number): number {
  return hasChosen(columns, row) ? sigmoid(marginOf(columns, row)) : NaN;
}

/** Rewards of the chosen and the rejected response; of the first and the second where nothing is chosen. */
export function rewardsOf({ index, rewards }: PairColumns, row: number): [number, number] {
  const [first, second] = [rewards.first[row] ?? NaN, rewards.second[row] ?? NaN];
  return index.labels[row] === labelCodes.second ? [second, first] : [first, second];
}

export function isDisagreement({ index, rewards }: PairColumns, row: number): boolean {
  const [first, second] = [rewards.first[row] ?? NaN, rewards.second[row] ?? NaN];
  return agreement(first, second, index.labels[row] ?? labelCodes.none) === 'disagreement';
}

/** UTF-16 units of the prompt and both responses. */
export function lengthOf({ index }: PairColumns, row: number): number {
  return (index.promptLengths[row] ?? 0) + (index.firstLengths[row] ?? 0) + (index.secondLengths[row] ?? 0);
}
