import type { FoldName } from '../../verdicts/folds/FoldName';

/** Labels of one step: merge@N is stage 1, recycle stage 2. `flipped` are silver ones whose source said the other. */
export interface StepLabels {
  step: string;
  gold: number;
  silver: number;
  flipped: number;
}

/** What a card says of a data set that a plan has made. */
export interface CuratedData {
  plan: string;
  /** What every label says it was made by, by name. */
  versions: Readonly<Record<string, string>>;
  /** An identifier of the Hub such as `cc-by-4.0`; null: the plan names none. */
  license: string | null;
  fold: FoldName;
  steps: readonly StepLabels[];
  /** Gold pairs by protocol. */
  protocols: readonly (readonly [string, number])[];
  /** Pairs by source, those with the most first. */
  sources: readonly (readonly [string, number])[];
  /** Names and versions. */
  judges: readonly string[];
}
