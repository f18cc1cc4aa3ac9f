import { checkRepository, checkRevision } from '../../hub/readListing';
import { TransferError } from '../../hub/TransferError';

/** The branch where a hub keeps what it has converted to Parquet. */
export const conversionBranch = 'refs/convert/parquet';

/** The page of a data set. `base` ends with a slash. */
export function dataSetPage(base: string, repository: string): string {
  return `${base}datasets/${repository}`;
}

/** Where a file of a data set lies at a commit. */
export function fileAddress(page: string, commit: string, path: string): string {
  return `${page}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** What the address of a data set's file says. @throws TransferError for any other address */
export function partsOfAddress(address: string): { base: string; repository: string; page: string; revision: string } {
  const match = /^(https?:\/\/.*?\/)datasets\/(.+?)\/resolve\/([^/]+)\//.exec(address);
  const [, base = '', repository = '', revision = ''] = match ?? [];
  if (match) return { base, repository, page: dataSetPage(base, repository), revision };
  throw new TransferError('unknown', `${address.slice(0, 200)} is no file of a data set on a hub.`);
}

/** What a person typed or pasted to name a data set. */
export interface AskedDataSet {
  /** The hub, where a full address names it. */
  base: string | null;
  repository: string;
  revision: string | null;
  config: string | null;
  split: string | null;
}

/**
 * Reads "owner/name", "hf://datasets/owner/name@revision/…" or the address of a data set's page, with a revision (`/tree/…`,
 * `/blob/…`, `/resolve/…`) or a config and a split (`/viewer/…`).
 *
 * @throws TransferError with what is wrong with it
 */
export function readDataSetAddress(text: string): AskedDataSet {
  const trimmed = text.trim();
  const page = /^(https?:\/\/[^?#]*?)\/datasets\/([^?#]+)/.exec(trimmed);
  if (page) return { base: page[1] ?? null, ...partsOfPath(page[2] ?? '') };
  const plain = trimmed.replace(/^hf:\/\//, '').replace(/^datasets\//, '');
  if (plain === '') throw new TransferError('unknown', 'Give the name of a data set: owner/name.');
  const [, repository = '', revision = null] = /^([^@]*?)(?:@([^/]+).*)?$/.exec(plain) ?? [];
  const name = checkRepository(repository.split('/').slice(0, 2).join('/'));
  return { base: null, repository: name, revision: revision ?? null, config: null, split: null };
}

function partsOfPath(path: string): Omit<AskedDataSet, 'base'> {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  const verb = parts.findIndex((part) => ['tree', 'blob', 'resolve', 'raw', 'viewer'].includes(part));
  const names = verb < 0 ? parts : parts.slice(0, verb);
  const [first = null, second = null] = verb < 0 ? [] : parts.slice(verb + 1);
  const repository = checkRepository(names.slice(0, 2).join('/'));
  if (parts[verb] === 'viewer') return { repository, revision: null, config: first, split: second };
  return { repository, revision: first === null ? null : checkRevision(first), config: null, split: null };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
