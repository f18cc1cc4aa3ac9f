import type { ItemOutcome } from '../../benchmarks/run/itemOutcome';

/** The outcomes' names on the screens. */
export const outcomeWords: Record<ItemOutcome, string> = {
  right: 'Right',
  wrong: 'Wrong',
  tie: 'Tie',
  missing: 'No reward',
};
