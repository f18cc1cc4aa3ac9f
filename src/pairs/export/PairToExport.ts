import type { Choice } from '../../verdicts/VerdictEvent';
import type { Label } from '../../verdicts/Label';
import type { LabelledPair } from './VerifiedPair';

/** A pair with all that is known of it: verdicts or none, a machine's label or none. */
export interface PairToExport extends Omit<LabelledPair, 'label'> {
  /** What its verdicts fold to; null where there are none. */
  label: Label | null;
  /** The label that curation gave it; null where there is none. */
  silver: Choice | null;
}

/**
 * Pairs in ascending order of their ids (the same pair from several data sets in any order), from the beginning at every call:
 * an export reads them once to check them and once for each file, so that few of them need memory at a time.
 */
export type PairSource = () => AsyncIterable<PairToExport> | Iterable<PairToExport>;

/** Pairs in memory as a source. */
export function sourceOf(pairs: readonly PairToExport[]): PairSource {
  const inOrder = pairs.toSorted((one, other) => {
    return one.pair.id === other.pair.id ? 0 : one.pair.id < other.pair.id ? -1 : 1;
  });
  return () => inOrder;
}

/** A pair with verdicts and without a machine's label. */
export function toExport(labelled: LabelledPair): PairToExport {
  return { ...labelled, silver: null };
}
