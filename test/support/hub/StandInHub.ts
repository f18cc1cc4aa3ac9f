import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A repository of the stand-in. Files of `large` names lie in large file storage: on another origin, with a sha256. */
export interface MadeRepository {
  files: Map<string, Uint8Array>;
  licence: string | null;
  /** The token that alone may read it; null for everybody. */
  token: string | null;
  isGated: boolean;
  /** Further fields of the card's YAML, as the hub has read them. */
  card: object;
  /** Of a data set: what the hub has converted to Parquet, on its own branch. */
  conversion: Map<string, Uint8Array> | null;
}

/** What goes wrong with answers for one path. */
export interface Fault {
  /** The connection is cut after so many bytes of the body. */
  cutAfter?: number;
  status?: number;
  retryAfter?: string;
  /** The range that was asked for is not heard: the whole file comes. */
  ignoreRange?: boolean;
  /** The first byte is another one. */
  spoil?: boolean;
  /** The name of the version that answers bear. */
  etag?: string;
  /** The body comes only when the test lets it. */
  hold?: Promise<void>;
  /** Answers that it spoils; all of them where it is left out. */
  times?: number;
}

export interface SeenRequest {
  method: string;
  host: 'hub' | 'cdn';
  path: string;
  range: string | null;
  authorization: string | null;
  referrer: string | null;
  cookie: string | null;
  /** Bytes of the body that were sent. */
  bytes: number;
}

const cors = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, range',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
};

const exposed = { 'Access-Control-Expose-Headers': 'X-Error-Code, Retry-After, ETag, Content-Range' };
const conversionBranch = 'refs/convert/parquet';

const isLarge = (path: string) => /\.(safetensors|bin|parquet)$/.test(path) || path === 'tokenizer.json';

/**
 * A hub and its content network on this machine, with the faults that a test asks for. Branch "main" only, and of data sets (their
 * names begin with "datasets/") the branch of their conversion.
 */
export class StandInHub {
  readonly requests: SeenRequest[] = [];
  private readonly repositories = new Map<string, MadeRepository>();
  private readonly faults = new Map<string, Fault>();
  private readonly hub = createServer((request, response) => this.answerHub(request, response));
  private readonly cdn = createServer((request, response) => this.answerCdn(request, response));

  static async start(): Promise<StandInHub> {
    const started = new StandInHub();
    await Promise.all([listen(started.hub), listen(started.cdn)]);
    return started;
  }

  get base(): string {
    return addressOf(this.hub);
  }

  async close(): Promise<void> {
    for (const server of [this.hub, this.cdn]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  add(name: string, files: Map<string, Uint8Array>, more: Partial<Omit<MadeRepository, 'files'>> = {}): void {
    const nothing = { licence: null, token: null, isGated: false, card: {}, conversion: null };
    this.repositories.set(name, { files, ...nothing, ...more });
    const { conversion, ...rest } = { conversion: null, ...more };
    if (conversion) this.add(`${name}@${conversionBranch}`, conversion, rest);
  }

  /** Sets what goes wrong with a path (of any repository) from now on; null makes it well. */
  spoil(path: string, fault: Fault | null): void {
    if (fault) this.faults.set(path, { ...fault });
    else this.faults.delete(path);
  }

  /** Bytes that were sent of files of this name, and how often. */
  sent(path: string): number {
    return this.requests.reduce((sum, seen) => sum + (seen.path.endsWith(`/${path}`) ? seen.bytes : 0), 0);
  }

  forget(): void {
    this.requests.length = 0;
    this.faults.clear();
  }

  commitOf(name: string): string {
    const hash = createHash('sha1');
    for (const [path, bytes] of this.repositories.get(name)?.files ?? []) hash.update(path).update(bytes);
    return hash.digest('hex');
  }

  private answerHub(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.base);
    if (url.pathname === '/control') return void this.control(request, response);
    const seen = this.see('hub', request, url.pathname);
    if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
    const api = /^\/api\/(?:models|(datasets))\/(.+)\/revision\/([^/]+)$/.exec(url.pathname);
    const file = /^\/(.+)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname);
    const name = [api?.[1], api?.[2]].filter(Boolean).join('/');
    if (api) return this.listing(response, name, decodeURIComponent(api[3] ?? ''), seen);
    if (file) return this.file(request, response, file.slice(1).map(decodeURIComponent), seen);
    refuse(response, 404);
  }

  /** For tests in a browser: `GET` gives the requests that were seen, `POST` forgets them and sets faults by path. */
  private async control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
    if (request.method === 'POST') {
      let text = '';
      for await (const part of request.setEncoding('utf8')) text += String(part);
      this.forget();
      for (const [path, fault] of Object.entries(JSON.parse(text) as Record<string, Fault>)) this.spoil(path, fault);
    }
    send(response, this.requests);
  }

  private listing(response: ServerResponse, name: string, revision: string, seen: SeenRequest): void {
    const fault = this.takeFault('api');
    if (fault?.status) return refuse(response, fault.status, null, fault.retryAfter);
    const repository = this.repositories.get(name);
    // Metadata of gated repositories can be read by everybody; of private and missing ones nothing is said.
    if (!repository || (!repository.isGated && !mayRead(repository, seen)))
      return refuse(response, seen.authorization ? 404 : 401, 'RepoNotFound');
    const branch = revision === conversionBranch ? `${name}@${revision}` : name;
    const files = this.repositories.get(branch)?.files;
    const commit = this.commitOf(branch);
    if (!files || (branch === name && revision !== 'main' && revision !== commit))
      return refuse(response, 404, 'RevisionNotFound');
    const siblings = [...files].map(([path, bytes]) => siblingOf(path, bytes));
    const cardData = { ...(repository.licence ? { license: repository.licence } : {}), ...repository.card };
    send(response, { id: name, sha: commit, gated: repository.isGated, cardData, siblings });
  }

  private file(request: IncomingMessage, response: ServerResponse, parts: string[], seen: SeenRequest): void {
    const [name = '', revision = '', path = ''] = parts;
    const branch = [name, `${name}@${conversionBranch}`].find((one) => revision === this.commitOf(one));
    const repository = this.repositories.get(branch ?? '');
    const bytes = repository?.files.get(path);
    if (!repository) return refuse(response, 404, 'RevisionNotFound');
    if (!mayRead(repository, seen)) return refuse(response, seen.authorization ? 403 : 401, 'GatedRepo');
    if (!bytes) return refuse(response, 404, 'EntryNotFound');
    if (!isLarge(path)) return this.body(request, response, path, bytes, seen);
    const location = `${addressOf(this.cdn)}/${branch}/raw/${path}?signature=made`;
    response.writeHead(302, { ...cors, Location: location, 'X-Linked-Size': bytes.length }).end();
  }

  private answerCdn(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.base);
    const seen = this.see('cdn', request, url.pathname);
    if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
    const [, name = '', path = ''] = /^\/(.+?)\/raw\/(.+)$/.exec(url.pathname) ?? [];
    const bytes = this.repositories.get(decodeURI(name))?.files.get(path);
    if (bytes) this.body(request, response, path, bytes, seen);
    else refuse(response, 404);
  }

  private body(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    bytes: Uint8Array,
    seen: SeenRequest,
  ): void {
    const fault = this.takeFault(path);
    if (fault?.status) return refuse(response, fault.status, null, fault.retryAfter);
    const range = fault?.ignoreRange ? null : /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = Number(range?.[1] ?? 0);
    const end = Math.min(bytes.length, range?.[2] ? Number(range[2]) + 1 : bytes.length);
    if (range && start >= bytes.length) return refuse(response, 416, null);
    const part = bytes.slice(start, end);
    if (fault?.spoil && start === 0 && part.length > 0) part[0] = (part[0] ?? 0) ^ 255;
    const etag = fault?.etag ?? `"${createHash('sha1').update(bytes).digest('hex')}"`;
    const type = { 'Content-Type': 'application/octet-stream', ETag: etag };
    const headers = { ...cors, ...exposed, ...type, 'Content-Length': part.length };
    const ranged = range ? { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` } : {};
    response.writeHead(range ? 206 : 200, { ...headers, ...ranged });
    const sent = fault?.cutAfter === undefined ? part : part.subarray(0, fault.cutAfter);
    seen.bytes = request.method === 'HEAD' ? 0 : sent.length;
    void this.write(response, sent, sent.length < part.length, fault);
  }

  private async write(response: ServerResponse, bytes: Uint8Array, isCut: boolean, fault?: Fault): Promise<void> {
    response.flushHeaders();
    await fault?.hold;
    if (!isCut) return void response.end(bytes);
    response.write(bytes, () => setTimeout(() => response.destroy(), bytes.length > 0 ? 5 : 0));
    if (bytes.length === 0) response.destroy();
  }

  private takeFault(path: string): Fault | undefined {
    const fault = this.faults.get(path);
    if (fault?.times === undefined) return fault;
    fault.times -= 1;
    if (fault.times <= 0) this.faults.delete(path);
    return fault;
  }

  private see(host: 'hub' | 'cdn', request: IncomingMessage, path: string): SeenRequest {
    const { authorization = null, range = null, referer: referrer = null, cookie = null } = request.headers;
    const seen = { method: request.method ?? '', host, path, range, authorization, referrer, cookie, bytes: 0 };
    this.requests.push(seen);
    return seen;
  }
}

function mayRead({ token }: MadeRepository, { authorization }: SeenRequest): boolean {
  return token === null || authorization === `Bearer ${token}`;
}

function siblingOf(path: string, bytes: Uint8Array): object {
  const blobId = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const entry = { rfilename: path, size: bytes.length, blobId };
  return isLarge(path)
    ? { ...entry, blobId: 'f'.repeat(40), lfs: { sha256, size: bytes.length, pointerSize: 130 } }
    : entry;
}

function send(response: ServerResponse, value: object): void {
  response.writeHead(200, { ...cors, 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, code: string | null = null, retryAfter?: string): void {
  const headers = { ...(code ? { 'X-Error-Code': code } : {}), ...(retryAfter ? { 'Retry-After': retryAfter } : {}) };
  response.writeHead(status, { ...cors, ...exposed, ...headers }).end();
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

/** The two hosts have different ports, and are thus different origins. */
function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
