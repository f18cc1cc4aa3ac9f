import { labelCodes } from '../pairs/PairIndex';
import { margin } from './margin';

/** How a model's margin stands to the label; `tie` where the margin is exactly zero, which is no agreement. */
export type Agreement = 'agreement' | 'disagreement' | 'tie';

/** Null where there is nothing to compare: the label chooses no response, or a reward is missing. */
export function agreement(first: number, second: number, label: number): Agreement | null {
  if (label !== labelCodes.first && label !== labelCodes.second) return null;
  const value = margin(first, second, label);
  if (Number.isNaN(value)) return null;
  if (value === 0) return 'tie';
  return value > 0 ? 'agreement' : 'disagreement';
}
