import type { Choice, Strength, VerdictData } from './VerdictEvent';

/** The seven steps on the screen, from "A much better" (1) over the tie (4) to "B much better" (7). A is left or above. */
export const steps = [1, 2, 3, 4, 5, 6, 7] as const;

export type Step = (typeof steps)[number];

type Left = VerdictData['left'];

const degrees = ['Tie', 'slightly better', 'clearly better', 'much better'] as const;

/** The words of a step as the person sees them: "A much better". */
export function stepWords(step: Step): string {
  const degree = degrees[Math.abs(step - 4)] ?? degrees[0];
  if (step === 4) return degree;
  return `${step < 4 ? 'A' : 'B'} ${degree}`;
}

/** The choice that a step means when `left` is the canonical response on side A. Strength is kept per response, never per side. */
export function choiceFromStep(step: Step, left: Left): Choice {
  const strength = left === 'first' ? step - 4 : 4 - step;
  return { kind: 'preference', strength: strength as Strength };
}

/** The step that shows a choice when `left` is on side A; null for choices without a strength. */
export function stepFromChoice(choice: Choice, left: Left): Step | null {
  if (choice.kind !== 'preference') return null;
  return (left === 'first' ? choice.strength + 4 : 4 - choice.strength) as Step;
}

/** Any choice in the words of the screen: "B slightly better", "Both bad". */
export function choiceWords(choice: Choice, left: Left): string {
  const step = stepFromChoice(choice, left);
  if (step !== null) return stepWords(step);
  if (choice.kind === 'both_bad') return 'Both bad';
  if (choice.kind === 'divergent') return 'Reasonable people differ';
  return choice.kind === 'skip' ? 'Skipped' : 'Undecidable';
}
