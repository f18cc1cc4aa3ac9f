import { arriveByRange } from '../../../hub/arriveByRange';
import type { Answer, Fetch } from '../../../hub/Fetch';
import { folderUrl, type HttpAccess } from '../../../hub/http';
import { hubComplaint } from '../../../hub/hubComplaint';
import { checkRepository, readListing } from '../../../hub/readListing';
import type { CheckpointOrigin } from '../checkpointsContract';
import type { OpenedOrigin } from './OpenedOrigin';

type HubAddress = Extract<CheckpointOrigin, { kind: 'hub' }>;

/**
 * A Hugging Face repository: its listing gives the commit and the files, `REPOSITORY/resolve/COMMIT/PATH` the bytes. A commit
 * never changes, so no version of a file is compared: sizes and hashes are.
 */
export async function openHub(origin: HubAddress, fetch: Fetch, signal: AbortSignal): Promise<OpenedOrigin> {
  const base = folderUrl(origin.base);
  const repository = checkRepository(origin.repository);
  const token = origin.token?.trim() || null;
  const revision = origin.revision.trim() || 'main';
  const question = { base: base.href, repository, page: `${base.href}${repository}`, revision, token };
  const complaint = (response: Answer) => hubComplaint(response, question);
  const access: HttpAccess = { fetch, base, token, complaint };
  const listing = await readListing(access, { kind: 'models', repository, revision }, signal);
  const files = new Map(listing.files.map((file) => [file.path, { ...file, etag: null }]));
  const { commit, licence } = listing;
  return {
    name: repository,
    source: { kind: 'hub', base: base.href, repository, revision, commit },
    key: JSON.stringify(['hub', base.href, repository, commit]),
    licence,
    listed: [...files.keys()],
    find: async (path) => files.get(path) ?? null,
    arrive: (file, start, at) =>
      arriveByRange(access, new URL(`${repository}/resolve/${commit}/${file.path}`, base), file, { start }, at),
  };
}
