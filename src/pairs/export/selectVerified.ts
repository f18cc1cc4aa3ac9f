import { canonicalJson } from '../canonicalJson';
import type { LabelledPair, VerifiedPair } from './VerifiedPair';

/** Why labelled pairs stay out of an export of hard labels. */
export const leftOutReasons = {
  tie: 'a tie, which a hard label cannot say',
  both_bad: 'both bad',
  undecidable: 'undecidable',
  skip: 'skipped',
  not_gold: 'not gold: no blind verdict says the same',
  twice: 'the same pair from another data set leaves already',
} as const;

export type LeftOutReason = keyof typeof leftOutReasons;

export interface Selection {
  /** Sorted by pair id. */
  verified: VerifiedPair[];
  /** Ids of the others by reason, sorted. */
  leftOut: { reason: LeftOutReason; pairs: string[] }[];
}

/** Divides labelled pairs into those that leave as hard labels and those that do not. The order given does not matter. */
export function selectVerified(labelled: LabelledPair[]): Selection {
  const verified: VerifiedPair[] = [];
  const leftOut = new Map<LeftOutReason, string[]>();
  for (const one of inOrder(labelled)) {
    const found = verifiedOf(one);
    const twice = verified.at(-1)?.pair.id === one.pair.id;
    const reason = typeof found === 'string' ? found : twice ? 'twice' : null;
    if (reason !== null) pushTo(leftOut, reason, one.pair.id);
    else if (typeof found !== 'string') verified.push(found);
  }
  const reasons = Object.keys(leftOutReasons) as LeftOutReason[];
  return { verified, leftOut: reasons.flatMap((reason) => entry(reason, leftOut.get(reason))) };
}

function pushTo(lists: Map<LeftOutReason, string[]>, reason: LeftOutReason, pair: string): void {
  const list = lists.get(reason);
  if (list === undefined) lists.set(reason, [pair]);
  else list.push(pair);
}

function entry(reason: LeftOutReason, pairs: string[] | undefined): Selection['leftOut'] {
  return pairs === undefined ? [] : [{ reason, pairs }];
}

/** By pair id; the same pair from two data sets by what else differs, so that the same one of them leaves every time. */
function inOrder(labelled: LabelledPair[]): LabelledPair[] {
  return labelled.toSorted((one, other) => {
    return compare(one.pair.id, other.pair.id) || compare(canonicalJson(one.pair), canonicalJson(other.pair));
  });
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function verifiedOf(labelled: LabelledPair): VerifiedPair | LeftOutReason {
  const { label, pair } = labelled;
  if (label.choice.kind !== 'preference') return label.choice.kind;
  const { strength } = label.choice;
  if (strength === 0) return 'tie';
  if (!label.gold) return 'not_gold';
  const [chosen, rejected] = strength < 0 ? [pair.first, pair.second] : [pair.second, pair.first];
  return { ...labelled, chosen, rejected, strength };
}
