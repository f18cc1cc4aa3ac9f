import type { Choice } from '../verdicts/VerdictEvent';

/** What a choice says without its strength. `first` and `second` are the responses in canonical order, never sides. */
export type Outcome = 'first' | 'second' | 'tie' | Exclude<Choice['kind'], 'preference'>;

export function outcomeOf(choice: Choice): Outcome {
  if (choice.kind !== 'preference') return choice.kind;
  if (choice.strength === 0) return 'tie';
  return choice.strength < 0 ? 'first' : 'second';
}
