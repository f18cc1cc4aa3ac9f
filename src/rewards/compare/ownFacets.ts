import { labelCodes } from '../../pairs/PairIndex';
import type { FacetOption, ViewFacet } from '../../pairs/view/ViewFacet';
import { verdictStates } from '../../verdicts/verdictState';
import type { CommitteeColumns } from './Committee';

/** Which response of a pair has more of something, whatever its label. */
export const sides = { first: 1, second: 2, same: 3 } as const;

/** Named so that `tellsLabel` knows them: with the texts before them, they tell which response is the chosen one. */
export const longerName = 'longer, chosen or rejected';
export const markdownName = 'more markdown, chosen or rejected';
export const refusalName = 'refusal, chosen or rejected';

/** Lengths nearer than this ratio count as the same, as in `lengthApart`. */
const leastRatio = 1.1;

/** Upper bounds in UTF-16 units of prompt and both responses. */
const lengthBounds = [500, 1000, 2000, 5000, 10_000];

/** Where the verdicts of a pair stand. */
export function verdictFacet(verdicts: Uint8Array): ViewFacet {
  const { none, skipped, judged, gold } = verdictStates;
  const options = [
    option('not met', none),
    option('put off', skipped),
    option('judged, not gold', judged),
    option('gold', gold),
  ];
  return { name: 'verdict', codes: verdicts, options };
}

/** How long prompt and responses are together. */
export function lengthFacet({ promptLengths, firstLengths, secondLengths }: CommitteeColumns): ViewFacet {
  const codes = Uint8Array.from(promptLengths, (prompt, place) => {
    const length = prompt + (firstLengths[place] ?? 0) + (secondLengths[place] ?? 0);
    const bin = lengthBounds.findIndex((bound) => length < bound);
    return bin < 0 ? lengthBounds.length : bin;
  });
  const options = [...lengthBounds, null].map((bound, code) => {
    const from = (lengthBounds[code - 1] ?? 0).toLocaleString('en');
    const words = bound === null ? `${from} and more` : `${from} to ${(bound - 1).toLocaleString('en')}`;
    return option(words, code);
  });
  return { name: 'length in characters', codes, options };
}

export function longerSides({ firstLengths, secondLengths }: CommitteeColumns): Uint8Array {
  return Uint8Array.from(firstLengths, (first, place) => {
    const second = secondLengths[place] ?? 0;
    if (Math.max(first, second) < leastRatio * Math.min(first, second) || first === second) return sides.same;
    return first > second ? sides.first : sides.second;
  });
}

/** By place the side that has more, of what the first response has more than the second. */
export function sidesOf(differences: Float32Array): Uint8Array {
  return Uint8Array.from(differences, (more) => (more === 0 ? sides.same : more > 0 ? sides.first : sides.second));
}

const sidedCodes = { none: 0, chosen: 1, rejected: 2, same: 3 } as const;

/** A facet of codes that `sidedCode` gave. */
export function sidedFacet(name: string, codes: Uint8Array): ViewFacet {
  const { none, chosen, rejected, same } = sidedCodes;
  const options: FacetOption[] = [
    option('chosen', chosen),
    option('rejected', rejected),
    option('neither', same),
    { kind: 'none', value: '', codes: [none] },
  ];
  return { name, codes, options };
}

/** The side of a pair in words of its label, as a code. */
export function sidedCode(side: number, label: number): number {
  if (label !== labelCodes.first && label !== labelCodes.second) return sidedCodes.none;
  if (side === sides.same) return sidedCodes.same;
  return (side === sides.first) === (label === labelCodes.first) ? sidedCodes.chosen : sidedCodes.rejected;
}

function option(value: string, code: number): FacetOption {
  return { kind: 'value', value, codes: [code] };
}
