import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { ApiEnv } from './api/ApiEnv';
import { decide } from './access/decide';
import { type ArrivalOptions, arrive } from './api/arrive';
import { assertDeclared } from './api/assertDeclared';
import { createApi } from './api/createApi';
import { refusalOf } from './api/refusalOf';
import { problemOf } from './api/problemOf';
import { refusePacked } from './api/refusePacked';
import { refuseZeroByte } from './api/refuseZeroByte';
import { serveDocument } from './api/serveDocument';
import { findFile } from './files/findFile';
import { sendFile } from './files/sendFile';
import { inertType, securityHeaders, type AnswerFacts } from './headers';
import { namesThisMachine } from './hostCheck';
import { answeredRoute, type Operations } from './operations';
import { problem } from './problem';
import { isFromOwnOrigin } from './sameOrigin';
import type { ServerLog } from './ServerLog';
import { problemCodes } from '../src/sync/wire/Problem';

export interface AppOptions extends ArrivalOptions {
  /** The folder of the built studio. */
  studioRoot: string;
  /** Whether the server is for this machine only; requests that name another host are then refused. */
  local: boolean;
  /** Whether browsers come by HTTPS, as a team's server declares. */
  tls?: boolean | undefined;
  version: string;
  /** The parts of the API: the ledger's, and what stands beside it. A server that is closed to its callers has none. */
  parts?: readonly OpenAPIHono<ApiEnv>[];
  operations?: Operations;
  /** The host and port that people type, where it is another than this machine's names. */
  publicHost?: string | null;
  log?: ServerLog;
}

/** A person who opened an address, not a script that asked for a file: only the former gets the studio for an unknown path. */
function isNavigation(request: Request): boolean {
  const mode = request.headers.get('Sec-Fetch-Mode');
  if (mode !== null) return mode === 'navigate';
  return (request.headers.get('Accept') ?? '').includes('text/html');
}

async function studioFile(root: string, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  const asked = await findFile(root, path === '/' ? '/index.html' : path);
  if (asked) return sendFile(request, asked);
  const studio = isNavigation(request) ? await findFile(root, '/index.html') : null;
  if (studio) return sendFile(request, studio);
  return new Response('There is no such file.\n', {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

const reading = ['GET', 'HEAD', 'OPTIONS'];

function crossOriginRefusal(request: Request, publicHost: string | null | undefined): Response | null {
  if (reading.includes(request.method) || isFromOwnOrigin(request.headers, publicHost)) return null;
  const origin = request.headers.get('Origin') ?? 'another site';
  const detail = `A page of ${origin} may change nothing here; use the studio that this server gives out.`;
  return problem(403, 'Cross-origin request', detail, {}, { code: problemCodes.crossOrigin });
}

function apiRoutes(options: AppOptions): Hono<ApiEnv> {
  const api = createApi();
  api.use(async (context, next) => crossOriginRefusal(context.req.raw, options.publicHost) ?? next());
  api.use(async (context, next) => refusePacked(context.req.raw) ?? refuseZeroByte(context.req.raw) ?? next());
  api.use(arrive(options));
  api.get('/health', (context) => context.json({ status: 'ok', version: options.version }));
  for (const part of options.parts ?? []) api.route('/', part);
  if (options.parts) serveDocument(api, options.version);
  assertDeclared(api);
  refuseOtherMethods(api);
  api.all('*', (context) => problem(404, 'Not found', `The API has no ${new URL(context.req.url).pathname}.`));
  return api;
}

/** A path that exists says which methods it has. */
function refuseOtherMethods(api: Hono<ApiEnv>): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of api.routes)
    if (method !== 'ALL') methods.set(path, (methods.get(path) ?? new Set()).add(method));
  for (const [path, known] of methods) {
    const allowed = [...known, ...(known.has('GET') ? ['HEAD'] : [])];
    api.all(path, ({ req }) => {
      const detail = `${req.method} is not possible here; use ${allowed.join(' or ')}.`;
      return problem(405, 'Method not allowed', detail, { Allow: allowed.join(', ') });
    });
  }
}

/** The figures of a server for a team are for those who run it: a token of the scope `metrics:read`, or a person who signed in. */
async function watcherRefusal(request: Request, { whoIs }: AppOptions): Promise<Response | null> {
  if (!whoIs) return null;
  const decision = decide(await whoIs(request), { who: 'signed in', scope: 'metrics:read' }, () => undefined);
  return decision === 'allowed' ? null : refusalOf(decision);
}

/** Counts and logs every answer of the API. */
function watch(app: Hono, { operations, log }: AppOptions): void {
  app.use('/v1/*', async (context, next) => {
    const started = performance.now();
    await next();
    const ms = performance.now() - started;
    const [method, status, route] = [context.req.method, context.res.status, answeredRoute(context)];
    operations?.note(method, route, status, ms / 1000);
    log?.info({ method, route, status, ms: Math.round(ms) }, 'answered');
  });
}

function explainedFailure(error: Error, { log, local }: AppOptions): Response {
  const known = problemOf(error);
  if (known === null) log?.error({ err: error }, 'a request failed');
  else if (known.status >= 500) log?.error({ reason: error.message }, 'the database cannot be written');
  return known ?? problem(500, 'Internal error', local ? error.message : 'The server could not answer.');
}

/** Whether a request names this server, and not what another site calls it (DNS rebinding). */
function isForUs(host: string | undefined, { local, publicHost }: AppOptions): boolean {
  if (namesThisMachine(host)) return true;
  return publicHost ? host?.toLowerCase() === publicHost : !local;
}

function secure(headers: Headers, facts: AnswerFacts): void {
  const type = headers.get('Content-Type') ?? '';
  const inert = inertType(type, facts.path);
  if (inert !== type) headers.set('Content-Type', inert);
  for (const [name, value] of Object.entries(securityHeaders(inert, facts))) headers.set(name, value);
}

/** The whole server: the API under `/v1`, the built studio everywhere else, and the security headers on every answer. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (!isForUs(context.req.header('Host'), options)) {
      const arrived = context.req.header('Host') ?? 'nothing';
      const own = options.publicHost ?? 'localhost';
      const detail = `This server answers to ${own} only; the Host header says ${arrived}.`;
      context.res = problem(421, 'Misdirected request', detail);
    } else {
      await next();
    }
    secure(context.res.headers, { path: context.req.path, tls: options.tls });
  });
  watch(app, options);
  app.route('/v1', apiRoutes(options));
  if (options.operations)
    app.route(
      '/',
      options.operations.routes((request) => watcherRefusal(request, options)),
    );
  app.on(['GET', 'HEAD'], '*', (context) => studioFile(options.studioRoot, context.req.raw));
  app.all(
    '*',
    () => new Response('Only GET and HEAD are possible here.\n', { status: 405, headers: { Allow: 'GET, HEAD' } }),
  );
  app.onError((error) => explainedFailure(error, options));
  return app;
}
