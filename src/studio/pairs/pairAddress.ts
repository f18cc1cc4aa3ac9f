import { facetKinds, pairFilters, pairSorts, type FacetChoice, type PairQuery } from '../../pairs/view/PairQuery';

/** Reads the address. Names that the studio does not know fall back to all pairs in the order of the file. */
export function readPairQuery(address: URLSearchParams): PairQuery {
  return {
    filter: pairFilters.find((name) => name === address.get('filter')) ?? 'all',
    facets: readChoices(address.get('in') ?? ''),
    sort: pairSorts.find((name) => name === address.get('sort')) ?? 'file',
    descending: address.get('order') === 'desc',
    text: address.get('q') ?? '',
    words: address.get('words') === 'whole',
  };
}

/** The changes of the address that a query stands for; what is usual stays out of it. */
export function pairAddress(query: Partial<PairQuery>): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  if (query.filter !== undefined) changes['filter'] = query.filter === 'all' ? null : query.filter;
  if (query.facets !== undefined) changes['in'] = writeChoices(query.facets) || null;
  if (query.sort !== undefined) changes['sort'] = query.sort === 'file' ? null : query.sort;
  if (query.descending !== undefined) changes['order'] = query.descending ? 'desc' : null;
  if (query.text !== undefined) changes['q'] = query.text === '' ? null : query.text;
  if (query.words !== undefined) changes['words'] = query.words ? 'whole' : null;
  return changes;
}

/** The whole query as one text, without a room: what a saved view keeps. */
export function writePairQuery(query: PairQuery): string {
  const named = Object.entries(pairAddress(query)).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return new URLSearchParams(named).toString();
}

/** Ticked boxes as a query of their own: `value.language=de&none.strength=`, so that any name and value can stand in it. */
function writeChoices(choices: FacetChoice[]): string {
  return new URLSearchParams(choices.map(({ kind, facet, value }) => [`${kind}.${facet}`, value])).toString();
}

function readChoices(text: string): FacetChoice[] {
  return [...new URLSearchParams(text)].flatMap(([name, value]) => {
    const dot = name.indexOf('.');
    const kind = facetKinds.find((known) => known === name.slice(0, dot));
    return kind === undefined ? [] : [{ kind, facet: name.slice(dot + 1), value: kind === 'value' ? value : '' }];
  });
}
