import { Hono } from 'hono';
import { findFile } from './files/findFile';
import { sendFile } from './files/sendFile';
import { securityHeaders } from './headers';
import { namesThisMachine } from './hostCheck';
import { problem } from './problem';

export interface AppOptions {
  /** The folder of the built studio. */
  studioRoot: string;
  /** Whether the server is for this machine only; requests that name another host are then refused. */
  local: boolean;
  version: string;
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

function apiRoutes(options: AppOptions): Hono {
  const api = new Hono();
  api.get('/health', (context) => context.json({ status: 'ok', version: options.version }));
  api.all('/health', (context) =>
    problem(405, 'Method not allowed', `${context.req.method} is not possible here; use GET.`, { Allow: 'GET, HEAD' }),
  );
  api.all('*', (context) => problem(404, 'Not found', `The API has no ${new URL(context.req.url).pathname}.`));
  return api;
}

/** The whole server: the API under `/v1`, the built studio everywhere else, and the security headers on every answer. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (options.local && !namesThisMachine(context.req.header('Host'))) {
      const arrived = context.req.header('Host') ?? 'nothing';
      context.res = problem(
        421,
        'Misdirected request',
        `This server answers to localhost only; the Host header says ${arrived}.`,
      );
    } else {
      await next();
    }
    const type = context.res.headers.get('Content-Type') ?? '';
    const headers = securityHeaders(type, context.req.path);
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  });
  app.route('/v1', apiRoutes(options));
  app.on(['GET', 'HEAD'], '*', (context) => studioFile(options.studioRoot, context.req.raw));
  app.all(
    '*',
    () => new Response('Only GET and HEAD are possible here.\n', { status: 405, headers: { Allow: 'GET, HEAD' } }),
  );
  app.onError((error) =>
    problem(500, 'Internal error', options.local ? error.message : 'The server could not answer.'),
  );
  return app;
}
