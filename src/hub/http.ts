import type { Answer, Fetch, FetchInit } from './Fetch';
import { TransferError } from './TransferError';

const longestJson = 50_000_000;

/** Answers of an address and who asks for them. */
export interface HttpAccess {
  readonly fetch: Fetch;
  /** Requests go to this origin; what it redirects to gets no token. */
  readonly base: URL;
  readonly token: string | null;
  /** The complaint about an answer that is none, in the words of this kind of place. */
  complaint(response: Answer, url: URL): TransferError;
}

export interface HttpRequest {
  method?: 'GET' | 'HEAD';
  /** Bytes `[start, end)` that are asked for. */
  range?: { start: number; end: number };
}

/**
 * Asks for an address: without cookies and referrer, and past the browser's cache, which need not hold gigabytes a second time.
 * @throws TransferError "connection" where nobody answers, "refused" where the answer came unencrypted from another machine, or
 * the access's own complaint for any other status than 200 and 206
 */
export async function ask(access: HttpAccess, url: URL, request: HttpRequest, signal: AbortSignal): Promise<Answer> {
  const { method = 'GET', range } = request;
  const headers: Record<string, string> = {};
  if (range) headers['Range'] = `bytes=${range.start}-${range.end - 1}`;
  // The browser (and Node) drops this header by itself where an answer redirects to another origin.
  if (access.token !== null && url.origin === access.base.origin)
    headers['Authorization'] = `Bearer ${safeToken(access.base, access.token)}`;
  const response = await answer(access.fetch, url, {
    method,
    headers,
    signal,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
  });
  const problem = unsafeOrigin(response, url) ?? (isGood(response) ? null : access.complaint(response, url));
  if (problem === null) return response;
  await response.body?.cancel().catch(() => undefined);
  throw problem;
}

function isGood({ status }: Answer): boolean {
  return status === 200 || status === 206;
}

async function answer(fetch: Fetch, url: URL, init: FetchInit): Promise<Answer> {
  try {
    return await fetch(url.href, init);
  } catch (error) {
    init.signal.throwIfAborted();
    // Whoever gave us this `fetch` refuses the address by rules of its own.
    if (error instanceof TransferError) throw error;
    throw new TransferError(
      'connection',
      `${url.origin} could not be reached, or its answer may not be read by this page (${String(error)}). Check the ` +
        `connection, the address and the name; of some private or missing repositories nothing more can be known.`,
      null,
      { cause: error },
    );
  }
}

/**
 * An address may send on to other hosts, as hubs do to those that keep their files. The browser's policy lets through what is
 * encrypted or on this machine; Node has no such policy, so that the same rule stands here.
 */
function unsafeOrigin(response: Answer, asked: URL): TransferError | null {
  const came = response.url === '' ? asked : new URL(response.url);
  if (came.origin === asked.origin || came.protocol === 'https:' || isThisMachine(came)) return null;
  return new TransferError(
    'refused',
    `${asked.origin} sends on to ${came.origin}, which is not encrypted: nothing was read from there. Ask its keeper.`,
  );
}

/** A token is a password: it leaves this machine encrypted or not at all. @throws TransferError */
export function safeToken(base: URL, token: string): string {
  if (base.protocol !== 'https:' && !isThisMachine(base))
    throw new TransferError('refused', `The token is not sent to ${base.origin}: the address must begin with https.`);
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new TransferError('refused', 'The token must have visible ASCII characters only; copy it again.');
  return token;
}

function isThisMachine({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** The pieces of a body. A broken connection is a `TransferError` "connection". */
export async function* piecesOf(response: Answer, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } catch (error) {
    signal.throwIfAborted();
    const message = `The connection to ${new URL(response.url).origin} broke while a file was read (${String(error)}).`;
    throw new TransferError('connection', message, null, { cause: error });
  } finally {
    await reader.cancel().catch(() => undefined); // whoever reads no further wants the rest not to be sent
  }
}

/** The JSON of an answer, which may have 50 MB (lists of files have some kilobytes); null where it is none. */
export async function readJsonAnswer(response: Answer, signal: AbortSignal): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of piecesOf(response, signal)) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > longestJson) return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Seconds that an answer asks to wait, as a number or a date. */
export function retryAfterOf(response: Answer): number | null {
  const header = response.headers.get('Retry-After');
  if (header === null) return null;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}

/** What `Content-Range` says of a part, as far as the page may read that header. */
export function contentRange(response: Answer): { start: number; total: number } | null {
  const match = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '');
  return match ? { start: Number(match[1]), total: Number(match[2]) } : null;
}

/** The address of a base as a folder, without query: it is stored, and must hold no secret. @throws TransferError where it is none */
export function folderUrl(base: string): URL {
  const text = base.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.username || url?.password)
    throw new TransferError('refused', `The address of ${url.host} must have no user name or password in it.`);
  if (url?.protocol === 'https:' || url?.protocol === 'http:')
    return new URL(url.pathname.replace(/\/?$/, '/'), url.origin);
  const arrived = JSON.stringify(base.slice(0, 200));
  throw new TransferError('unknown', `The address must begin with https:// or http://, and is ${arrived}.`);
}
