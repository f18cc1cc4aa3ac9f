export const pairFilters = [
  'all',
  'conflicts',
  'disagreements',
  'low_margin',
  'unlabelled',
  'unscored',
  'verified',
  'too_long',
] as const;
export type PairFilter = (typeof pairFilters)[number];

export const pairSorts = ['file', 'margin', 'p', 'length'] as const;
export type PairSort = (typeof pairSorts)[number];

/** What rows may hold in a facet: one of its values, nothing, or one of the further values that have no name of their own. */
export const facetKinds = ['value', 'none', 'other'] as const;
export type FacetKind = (typeof facetKinds)[number];

/** One box of a facet that is ticked. `value` is empty where the kind is not `value`. */
export interface FacetChoice {
  facet: string;
  kind: FacetKind;
  value: string;
}

/** What the table of pairs shows. */
export interface PairQuery {
  filter: PairFilter;
  /** A row is shown where of every facet named here one choice holds. */
  facets: FacetChoice[];
  sort: PairSort;
  descending: boolean;
  /** What prompt or responses must hold; empty: anything. */
  text: string;
  /** Whether the text must stand between word boundaries. */
  words: boolean;
}

/** All pairs in the order of the file. */
export const allPairs: PairQuery = {
  ...{ filter: 'all', facets: [], sort: 'file', descending: false, text: '', words: false },
};

export function isSameChoice(one: FacetChoice, other: FacetChoice): boolean {
  return one.facet === other.facet && one.kind === other.kind && one.value === other.value;
}
