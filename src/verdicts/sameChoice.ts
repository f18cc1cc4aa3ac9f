import type { Choice } from './VerdictEvent';

/** Whether two verdicts say the same, strength included. */
export function sameChoice(a: Choice, b: Choice): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind !== 'preference' || b.kind !== 'preference' || a.strength === b.strength;
}
