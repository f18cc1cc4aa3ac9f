import type { Label } from './Label';

/** Where a pair stands, as codes for a column: not met, put off, judged, or judged with a gold label. */
export const verdictStates = { none: 0, skipped: 1, judged: 2, gold: 3 } as const;

export type VerdictState = (typeof verdictStates)[keyof typeof verdictStates];

/** The state of a pair whose verdicts fold to this label (null: to none). */
export function verdictState(label: Label | null): VerdictState {
  if (!label) return verdictStates.none;
  if (label.choice.kind === 'skip') return verdictStates.skipped;
  return label.gold ? verdictStates.gold : verdictStates.judged;
}
