import type { Outcome } from '../verdicts/outcomeOf';

/** Whether an outcome prefers one of the two responses. */
export function isDirected(outcome: Outcome | null): outcome is 'first' | 'second' {
  return outcome === 'first' || outcome === 'second';
}
