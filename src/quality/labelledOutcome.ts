import { labelCodes } from '../pairs/PairIndex';

/** The response that the source's label (`labelCodes`) chooses; null where it chooses none. */
export function labelledOutcome(label: number): 'first' | 'second' | null {
  if (label === labelCodes.first) return 'first';
  return label === labelCodes.second ? 'second' : null;
}
