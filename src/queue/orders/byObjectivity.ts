import { attributePriority, mostUrgent, type PriorityAttributes } from '../../curation/attributePriority';
import type { Facet, PairIndex } from '../../pairs/PairIndex';
import { reasonCode } from '../Queue';
import type { Ranking } from '../Ranking';
import { byLabel, type Rewards } from './byLabel';

/** Attributes that a person wrote or confirmed, by row; they count before those of the file. */
export type VerifiedAttributes = ReadonlyMap<number, PriorityAttributes>;

/**
 * Objectivity first, as the paper's annotators worked: objective pairs of low controversy, then by `attributePriority`; among
 * equals label against model. Attributes are those that people verified, else the columns of the file that are named so.
 */
export function byObjectivity(index: PairIndex, rewards: Rewards, verified: VerifiedAttributes): Ranking {
  const ranking = byLabel(index, rewards);
  const objectivity = facetNamed(index, 'objectivity');
  const controversiality = facetNamed(index, 'controversiality');
  const priorities = prioritiesOfCodes(objectivity, controversiality);
  const put = (row: number, priority: number): void => {
    ranking.tiers[row] = priority;
    ranking.reasons[row] = priority === mostUrgent ? reasonCode.objective : reasonCode.order;
  };
  for (let row = 0; row < index.length; row++)
    put(row, priorities[256 * (objectivity?.codes[row] ?? 0) + (controversiality?.codes[row] ?? 0)] ?? 0);
  for (const [row, attributes] of verified) put(row, attributePriority(attributes));
  return ranking;
}

/** The column of this name, or whose path ends with it: `attributes.objectivity`. */
function facetNamed(index: PairIndex, name: string): Facet | null {
  return index.facets.find((facet) => facet.name.toLowerCase().split('.').at(-1) === name) ?? null;
}

/** The priority of every two codes, so that a million rows need no words. */
function prioritiesOfCodes(objectivity: Facet | null, controversiality: Facet | null): Uint8Array {
  const wordOf = (facet: Facet | null, code: number) => facet?.values[code - 1]?.toLowerCase() ?? null;
  return Uint8Array.from({ length: 65_536 }, (_, codes) =>
    attributePriority({
      objectivity: wordOf(objectivity, codes >> 8),
      controversiality: wordOf(controversiality, codes & 255),
    }),
  );
}
