import { arriveByRange } from '../../../hub/arriveByRange';
import type { Answer, Fetch } from '../../../hub/Fetch';
import { ask, contentRange, folderUrl, type HttpAccess } from '../../../hub/http';
import { statusComplaint } from '../../../hub/hubComplaint';
import { TransferError } from '../../../hub/TransferError';
import type { CheckpointOrigin } from '../checkpointsContract';
import type { OfferedFile, OpenedOrigin } from './OpenedOrigin';

type UrlAddress = Extract<CheckpointOrigin, { kind: 'url' }>;

/** A folder of plain files behind an address. It lists nothing: names are tried, and sizes learnt by asking for a byte. */
export async function openUrl(origin: UrlAddress, fetch: Fetch): Promise<OpenedOrigin> {
  const base = folderUrl(origin.base);
  const access: HttpAccess = { fetch, base, token: null, complaint };
  return {
    name: nameOf(base),
    source: { kind: 'url', base: base.href },
    key: JSON.stringify(['url', base.href]),
    licence: null,
    listed: [],
    find: (path, signal) => probe(access, path, signal),
    arrive: (file, start, signal) => arriveByRange(access, new URL(file.path, base), file, { start }, signal),
  };
}

function nameOf(base: URL): string {
  const last = base.pathname.split('/').filter(Boolean).at(-1) ?? base.host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // a percent sign that encodes nothing
  }
}

function complaint(response: Answer, url: URL): TransferError {
  if (response.status === 404) return new TransferError('unknown', `${url.href} is not there; check the address.`);
  if (response.status === 401 || response.status === 403)
    return new TransferError('refused', `${url.href} may not be read (${response.status}); sign in to that server.`);
  return statusComplaint(response, url.href);
}

/** A file's size and version; null where there is none. */
async function probe(access: HttpAccess, path: string, signal: AbortSignal): Promise<OfferedFile | null> {
  const url = new URL(path, access.base);
  try {
    const response = await ask(access, url, { range: { start: 0, end: 1 } }, signal);
    await response.body?.cancel().catch(() => undefined);
    // A server of one page answers every unknown address with that page.
    if (response.headers.get('Content-Type')?.startsWith('text/html')) return null;
    const bytes = sizeOf(response) ?? (await sizeByHead(access, url, signal));
    return { path, bytes, sha256: null, gitSha1: null, etag: response.headers.get('ETag') };
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    if (error.problem === 'changed') return { path, bytes: 0, sha256: null, gitSha1: null, etag: null };
    if (error.problem === 'unknown') return null;
    throw error;
  }
}

function sizeOf(response: Answer): number | null {
  if (response.status === 206) return contentRange(response)?.total ?? null;
  return announcedLength(response);
}

async function sizeByHead(access: HttpAccess, url: URL, signal: AbortSignal): Promise<number> {
  const bytes = announcedLength(await ask(access, url, { method: 'HEAD' }, signal));
  if (bytes !== null) return bytes;
  throw new TransferError('server', `${url.href} does not say how long it is; ask for a server that does.`);
}

/** A packed answer announces its packed length. */
function announcedLength(response: Answer): number | null {
  const header = response.headers.get('Content-Length');
  return header === null || response.headers.has('Content-Encoding') ? null : Number(header);
}
