export const pairFilters = [
  'all',
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

/** What the table of pairs shows: all of it stands in the address. */
export interface PairQuery {
  filter: PairFilter;
  sort: PairSort;
  descending: boolean;
  text: string;
}

/** Reads the address. Names that the studio does not know fall back to all pairs in the order of the file. */
export function readPairQuery(address: URLSearchParams): PairQuery {
  return {
    filter: pairFilters.find((name) => name === address.get('filter')) ?? 'all',
    sort: pairSorts.find((name) => name === address.get('sort')) ?? 'file',
    descending: address.get('order') === 'desc',
    text: address.get('q') ?? '',
  };
}

/** The changes of the address that a query stands for; what is usual stays out of it. */
export function pairAddress(query: Partial<PairQuery>): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  if (query.filter !== undefined) changes['filter'] = query.filter === 'all' ? null : query.filter;
  if (query.sort !== undefined) changes['sort'] = query.sort === 'file' ? null : query.sort;
  if (query.descending !== undefined) changes['order'] = query.descending ? 'desc' : null;
  if (query.text !== undefined) changes['q'] = query.text === '' ? null : query.text;
  return changes;
}
