import { foldVotes, type FoldInput } from '../../verdicts/folds/foldVotes';
import type { FoldName } from '../../verdicts/folds/FoldName';
import { outcomeOf } from '../../verdicts/outcomeOf';
import type { GoldSource } from './LabelSources';

/**
 * What people's verdicts of a pair fold to, with the events behind it; null where none of them is gold. The paper has one annotator
 * a pair and no rule for several: the default folds as `adjudicated` does, so that people who contradict each other leave the pair
 * without a label until somebody decides.
 */
export function goldSource(input: FoldInput, fold: FoldName = 'adjudicated'): GoldSource | null {
  const folded = foldVotes(fold, input);
  if (folded === null) return null;
  const inForce = input.verdicts.filter(({ data }) => data.occasion !== 'repeat');
  return {
    outcome: folded.choice === null ? 'divided' : outcomeOf(folded.choice),
    fold,
    people: input.votes.length,
    events: inForce.map(({ id, hash }) => ({ id, hash })).sort((one, other) => (one.id < other.id ? -1 : 1)),
    protocols: [...new Set(inForce.map(({ data }) => data.protocol))].sort(),
  };
}
