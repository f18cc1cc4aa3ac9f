import type { Label } from './Label';
import { LabelFold } from './LabelFold';
import type { LedgerEvent } from './VerdictEvent';

/** The labels that a set of events folds to, by pair; the same for every order of the events. Rules: `foldPair`. */
export function foldLabels(events: Iterable<LedgerEvent>): Map<string, Label> {
  const fold = new LabelFold();
  fold.add(events);
  return new Map(fold.labels());
}
