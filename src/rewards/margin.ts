import { labelCodes } from '../pairs/PairIndex';

/**
 * The margin of a pair: reward(chosen) - reward(rejected) where the label (one of `labelCodes`) names a chosen response,
 * reward(first) - reward(second) in canonical order where it names none. NaN while a reward is missing.
 */
export function margin(first: number, second: number, label: number): number {
  return label === labelCodes.second ? second - first : first - second;
}
