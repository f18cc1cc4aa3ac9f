import type { CheckpointOrigin } from '../checkpointsContract';
import { isJsonObject, type JsonObject } from '../readJson';
import { TransferError } from '../TransferError';
import { arriveByRange } from './arriveByRange';
import { ask, folderUrl, piecesOf, type HttpAccess } from './http';
import { hubComplaint } from './hubComplaint';
import type { OfferedFile, OpenedOrigin } from './OpenedOrigin';

type HubAddress = Extract<CheckpointOrigin, { kind: 'hub' }>;

/** The list of a repository's files is JSON of some kilobytes. */
const longestListing = 50_000_000;

/**
 * A Hugging Face repository. `GET api/models/REPOSITORY/revision/REVISION?blobs=true` gives the commit and each file's size
 * and hashes (sha256 where it lies in large file storage, git's sha1 otherwise); `REPOSITORY/resolve/COMMIT/PATH` the file.
 * A commit never changes, so no version of a file is compared: sizes and hashes are.
 */
export async function openHub(origin: HubAddress, signal: AbortSignal): Promise<OpenedOrigin> {
  const base = folderUrl(origin.base);
  const repository = checkRepository(origin.repository);
  const token = origin.token?.trim() || null;
  const revision = origin.revision.trim() || 'main';
  const complaint = (response: Response) => hubComplaint(response, { base: base.href, repository, revision, token });
  const access: HttpAccess = { base, token, complaint };
  const listing = await readListing(access, repository, revision, signal);
  const files = new Map(siblingsOf(listing).map((file) => [file.path, file]));
  const commit = commitOf(listing);
  const source = { kind: 'hub', base: base.href, repository, revision, commit } as const;
  return {
    name: repository,
    source,
    key: JSON.stringify(['hub', base.href, repository, commit]),
    licence: licenceOf(listing),
    listed: [...files.keys()],
    find: async (path) => files.get(path) ?? null,
    arrive: (file, start, at) =>
      arriveByRange(access, new URL(`${repository}/resolve/${commit}/${file.path}`, base), file, start, at),
  };
}

function checkRepository(repository: string): string {
  const trimmed = repository.trim().replace(/\/$/, '');
  const isName = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/.test(trimmed) && !trimmed.includes('..');
  if (isName) return trimmed;
  const arrived = JSON.stringify(repository.slice(0, 200));
  throw new TransferError('unknown', `A repository is named OWNER/NAME, and this one is named ${arrived}.`);
}

async function readListing(
  access: HttpAccess,
  repository: string,
  revision: string,
  signal: AbortSignal,
): Promise<JsonObject> {
  const path = `api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const response = await ask(access, new URL(path, access.base), {}, signal);
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of piecesOf(response, signal)) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > longestListing) break;
  }
  const value = parsed(text);
  if (isJsonObject(value)) return value;
  throw new TransferError('server', `${access.base.href} does not answer as a hub does; check the address.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function commitOf(listing: JsonObject): string {
  const commit = listing['sha'];
  if (typeof commit === 'string' && /^[0-9a-f]{40}$/.test(commit)) return commit;
  throw new TransferError('server', 'The hub names no commit for this revision; try again later.');
}

function siblingsOf(listing: JsonObject): OfferedFile[] {
  const siblings = Array.isArray(listing['siblings']) ? listing['siblings'] : [];
  return siblings.flatMap((sibling: unknown) => (isJsonObject(sibling) ? fileOf(sibling) : []));
}

/** Files without a size are left out: the hub says every file's. */
function fileOf(sibling: JsonObject): OfferedFile[] {
  const { rfilename: path, size, lfs, blobId } = sibling;
  const large = isJsonObject(lfs) ? lfs : null;
  const bytes = large?.['size'] ?? size;
  if (typeof path !== 'string' || typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) return [];
  const sha256 = hexOf(large?.['sha256'] ?? large?.['oid'], 64);
  // Of a large file git keeps a pointer, and its sha1 is the pointer's.
  return [{ path, bytes, sha256, gitSha1: large ? null : hexOf(blobId, 40), etag: null }];
}

function hexOf(value: unknown, length: number): string | null {
  return typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value) ? value : null;
}

function licenceOf(listing: JsonObject): string | null {
  const card = isJsonObject(listing['cardData']) ? listing['cardData'] : {};
  const { license, license_name: name } = card;
  if (license === 'other' && typeof name === 'string') return name;
  if (Array.isArray(license)) return license.filter((part) => typeof part === 'string').join(', ') || null;
  return typeof license === 'string' ? license : null;
}
