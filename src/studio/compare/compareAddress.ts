import { tableSorts, type TableSort } from '../../rewards/compare/CompareContract';
import type { Binning } from '../../rewards/compare/CompareViews';

/** The room as its address has it: the URL is the view. Models of the axes and of the table are places in the committee. */
export interface CompareAddress {
  /** Keys of rewards; null: all models that scored the data set. */
  models: string[] | null;
  a: number;
  b: number;
  slice: string;
  binning: Binning;
  /** As `writeSelection` writes it. */
  filters: string;
  sort: TableSort;
  /** The first row of the table. */
  from: number;
}

/** Rows of the table that stand on one page. */
export const rowsOnPage = 25;

/** Reads the address. What the studio does not know falls back to what is usual. */
export function readCompareAddress(query: URLSearchParams): CompareAddress {
  const models = query.get('models');
  const [a, b] = [place(query.get('a'), 0), place(query.get('b'), 1)];
  return {
    models: models === null ? null : [...new Set(models.split(',').filter((key) => key !== ''))],
    ...{ a, b, slice: query.get('slice') ?? '' },
    binning: query.get('bins') === 'count' ? 'count' : 'width',
    filters: query.get('filters') ?? '',
    sort: readSort(query),
    from: Math.floor(place(query.get('from'), 0) / rowsOnPage) * rowsOnPage,
  };
}

/** The changes of the address that a part of the view stands for; what is usual stays out of it. */
export function compareAddress(view: Partial<CompareAddress>): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  if (view.models !== undefined) changes['models'] = view.models?.join(',') ?? null;
  if (view.a !== undefined) changes['a'] = view.a === 0 ? null : String(view.a);
  if (view.b !== undefined) changes['b'] = view.b === 1 ? null : String(view.b);
  if (view.slice !== undefined) changes['slice'] = view.slice || null;
  if (view.binning !== undefined) changes['bins'] = view.binning === 'width' ? null : view.binning;
  if (view.filters !== undefined) changes['filters'] = view.filters || null;
  if (view.sort !== undefined) Object.assign(changes, sortAddress(view.sort));
  if (view.from !== undefined) changes['from'] = view.from === 0 ? null : String(view.from);
  return changes;
}

function readSort(query: URLSearchParams): TableSort {
  return {
    by: tableSorts.find((name) => name === query.get('sort')) ?? 'file',
    model: place(query.get('of'), 0),
    descending: query.get('order') === 'desc',
  };
}

function sortAddress({ by, model, descending }: TableSort): Record<string, string | null> {
  return {
    sort: by === 'file' ? null : by,
    of: model === 0 ? null : String(model),
    order: descending ? 'desc' : null,
  };
}

function place(text: string | null, usual: number): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : usual;
}
