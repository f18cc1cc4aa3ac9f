import type { Choice, Strength } from './VerdictEvent';

/** What a choice says without its strength. `first` and `second` are the responses in canonical order, never sides. */
export const outcomes = ['first', 'tie', 'second', 'both_bad', 'undecidable', 'divergent', 'skip'] as const;

export type Outcome = (typeof outcomes)[number];

export function outcomeOf(choice: Choice): Outcome {
  if (choice.kind !== 'preference') return choice.kind;
  if (choice.strength === 0) return 'tie';
  return choice.strength < 0 ? 'first' : 'second';
}

/** The strength of a choice; null where it has none. */
export function strengthOf(choice: Choice): Strength | null {
  return choice.kind === 'preference' ? choice.strength : null;
}
