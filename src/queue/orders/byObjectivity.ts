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
  for (let row = 0; row < index.length; row++) {
    const attributes = verified.get(row) ?? {
      objectivity: valueAt(objectivity, row),
      controversiality: valueAt(controversiality, row),
    };
    const priority = attributePriority(attributes);
    ranking.tiers[row] = priority;
    ranking.reasons[row] = priority === mostUrgent ? reasonCode.objective : reasonCode.order;
  }
  return ranking;
}

/** The column of this name, or whose path ends with it: `attributes.objectivity`. */
function facetNamed(index: PairIndex, name: string): Facet | null {
  return index.facets.find((facet) => facet.name.toLowerCase().split('.').at(-1) === name) ?? null;
}

function valueAt(facet: Facet | null, row: number): string | null {
  const code = facet?.codes[row] ?? 0;
  return facet?.values[code - 1]?.toLowerCase() ?? null;
}
