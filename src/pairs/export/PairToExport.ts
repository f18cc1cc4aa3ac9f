import type { Estimate } from '../../verdicts/folds/estimateOutcomes';
import type { Label } from '../../verdicts/Label';
import type { PersonOf } from '../../verdicts/PersonOf';
import type { Choice, LedgerEvent } from '../../verdicts/VerdictEvent';
import type { Pair } from '../Pair';

/** The rewards that one checkpoint gave; null where a text is too long for it or not scored. */
export interface PairRewards {
  checkpoint: string;
  first: number | null;
  second: number | null;
}

/** A pair with all that is known of it: verdicts or none, a machine's label or none. */
export interface PairToExport {
  pair: Pair;
  /** What its verdicts fold to; null where there are none. */
  label: Label | null;
  /** At least those that the label names. */
  events: LedgerEvent[];
  /** Whose clients are whose: one person is one annotator. */
  personOf: PersonOf;
  /** What Dawid and Skene make of all pairs that leave; null unless that is asked for. */
  estimate: Estimate | null;
  rewards: PairRewards[];
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
