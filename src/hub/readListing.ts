import { ask, readJsonAnswer, type HttpAccess } from './http';
import { isJsonObject, type JsonObject } from './jsonObject';
import { TransferError } from './TransferError';

/** What a repository holds, as the hub's API names it. */
export type RepositoryKind = 'models' | 'datasets';

/** A file of a repository, with whatever the hub says of its content. */
export interface ListedFile {
  path: string;
  bytes: number;
  /** In lower-case hexadecimal; null where the hub does not say. */
  sha256: string | null;
  /** git's name of the content: sha1 over `blob LENGTH`, a zero byte and the content. */
  gitSha1: string | null;
}

/** One revision of a repository. */
export interface Listing {
  commit: string;
  licence: string | null;
  /** What the card's YAML says, as the hub has read it. From outside: every field may be anything. */
  card: JsonObject;
  files: ListedFile[];
}

/**
 * Lists a revision of a repository: `GET api/KIND/REPOSITORY/revision/REVISION?blobs=true` gives the commit, the card's YAML and
 * each file's size and hashes (sha256 where it lies in large file storage, git's sha1 otherwise).
 *
 * @throws TransferError
 */
export async function readListing(
  access: HttpAccess,
  { kind, repository, revision }: { kind: RepositoryKind; repository: string; revision: string },
  signal: AbortSignal,
): Promise<Listing> {
  const path = `api/${kind}/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const response = await ask(access, new URL(path, access.base), {}, signal);
  const value = await readJsonAnswer(response, signal);
  if (!isJsonObject(value))
    throw new TransferError('server', `${access.base.href} does not answer as a hub does; check the address.`);
  const card = isJsonObject(value['cardData']) ? value['cardData'] : {};
  return { commit: commitOf(value), licence: licenceOf(card), card, files: siblingsOf(value) };
}

/** "owner/name" or, of old repositories, "name". @throws TransferError where it is neither */
export function checkRepository(repository: string): string {
  const trimmed = repository.trim().replace(/\/$/, '');
  const isName = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/.test(trimmed) && !trimmed.includes('..');
  if (isName) return trimmed;
  const arrived = JSON.stringify(repository.slice(0, 200));
  throw new TransferError('unknown', `A repository is named OWNER/NAME, and this one is named ${arrived}.`);
}

/** A branch, tag or commit as git allows it. @throws TransferError where it is none */
export function checkRevision(revision: string): string {
  const trimmed = revision.trim();
  if (/^[\w.][\w./-]*$/.test(trimmed) && !trimmed.includes('..')) return trimmed;
  const arrived = JSON.stringify(revision.slice(0, 200));
  throw new TransferError(
    'unknown',
    `A revision is the name of a branch, a tag or a commit, and this one is ${arrived}.`,
  );
}

function commitOf(listing: JsonObject): string {
  const commit = listing['sha'];
  if (typeof commit === 'string' && /^[0-9a-f]{40}$/.test(commit)) return commit;
  throw new TransferError('server', 'The hub names no commit for this revision; try again later.');
}

function siblingsOf(listing: JsonObject): ListedFile[] {
  const siblings = Array.isArray(listing['siblings']) ? listing['siblings'] : [];
  return siblings.flatMap((sibling: unknown) => (isJsonObject(sibling) ? fileOf(sibling) : []));
}

/** Files without a size are left out: the hub says every file's. */
function fileOf(sibling: JsonObject): ListedFile[] {
  const { rfilename: path, size, lfs, blobId } = sibling;
  const large = isJsonObject(lfs) ? lfs : null;
  const bytes = large?.['size'] ?? size;
  if (typeof path !== 'string' || typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) return [];
  const sha256 = hexOf(large?.['sha256'] ?? large?.['oid'], 64);
  // Of a large file git keeps a pointer, and its sha1 is the pointer's.
  return [{ path, bytes, sha256, gitSha1: large ? null : hexOf(blobId, 40) }];
}

function hexOf(value: unknown, length: number): string | null {
  return typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value) ? value : null;
}

function licenceOf({ license, license_name: name }: JsonObject): string | null {
  if (license === 'other' && typeof name === 'string') return name;
  if (Array.isArray(license)) return license.filter((part) => typeof part === 'string').join(', ') || null;
  return typeof license === 'string' ? license : null;
}
