import type { Choice } from '../../verdicts/VerdictEvent';
import type { Label } from '../../verdicts/Label';
import { canonicalJson } from '../canonicalJson';
import type { LabelledPair } from './VerifiedPair';

/** A pair with all that is known of it: verdicts or none, a machine's label or none. */
export interface PairToExport extends Omit<LabelledPair, 'label'> {
  /** What its verdicts fold to; null where there are none. */
  label: Label | null;
  /** The label that curation gave it; null where there is none. */
  silver: Choice | null;
}

/**
 * Pairs in ascending order of their ids, from the beginning at every call: an export reads them once to check them and once for
 * each file, so that no more than one of them needs memory.
 */
export type PairSource = () => AsyncIterable<PairToExport> | Iterable<PairToExport>;

/** Pairs in memory as a source, put in order. The same pair from two data sets stands by what else differs. */
export function sourceOf(pairs: readonly PairToExport[]): PairSource {
  const inOrder = pairs.toSorted((one, other) => {
    return (
      compare(one.pair.id, other.pair.id) ||
      compare(
        () => canonicalJson(one.pair),
        () => canonicalJson(other.pair),
      )
    );
  });
  return () => inOrder;
}

/** A pair with verdicts and without a machine's label. */
export function toExport(labelled: LabelledPair): PairToExport {
  return { ...labelled, silver: null };
}

function compare(one: string | (() => string), other: string | (() => string)): number {
  const [a, b] = [one, other].map((text) => (typeof text === 'string' ? text : text())) as [string, string];
  return a === b ? 0 : a < b ? -1 : 1;
}
