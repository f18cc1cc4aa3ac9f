import type { Outcome as VerdictOutcome } from '../../verdicts/outcomeOf';
import type { Strength } from '../../verdicts/VerdictEvent';
import type { Response } from '../Item';
import type { Pair } from '../Pair';
import type { LabelOrigin } from './ExportOptions';
import type { PairToExport } from './PairToExport';

/** What a label says. `divided`: several annotators of whom not enough say the same. */
export type Outcome = VerdictOutcome | 'divided';

/** The label with which a pair leaves. */
export interface ChosenLabel {
  origin: LabelOrigin;
  outcome: Outcome;
  /** Canonical: negative, the first response is better. Null where the label has none (the source's, as a rule). */
  strength: Strength | null;
  /** How much of the votes is for the first response, from 0 to 1; a tie is half a vote. Null without votes for either. */
  firstShare: number | null;
  annotators: number;
}

/** A pair as a profile writes it. */
export interface ExportRow {
  pair: Pair;
  /** Null where the pair has no label of the kinds that were asked for: only profiles of everything meet that. */
  label: ChosenLabel | null;
  /** The better response and the worse; where neither is, the first and the second in canonical order. */
  chosen: Response;
  rejected: Response;
  given: PairToExport;
}

export function rowOf(given: PairToExport, label: ChosenLabel | null): ExportRow {
  const { pair } = given;
  const [chosen, rejected] = label?.outcome === 'second' ? [pair.second, pair.first] : [pair.first, pair.second];
  return { pair, label, chosen, rejected, given };
}

/** Whether one response is said to be better. */
export function isPreference(label: ChosenLabel | null): boolean {
  return label?.outcome === 'first' || label?.outcome === 'second';
}
