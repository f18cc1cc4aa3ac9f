import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import { isolationHeaders } from '../../server/headers';

export interface PageServer {
  address: string;
  close(): void;
}

/** Serves folders by the paths they are mounted at, cross-origin isolated, so that WASM threads exist. */
export function servePage(mounts: Record<string, string>): Promise<PageServer> {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(isolationHeaders())) context.res.headers.set(name, value);
  });
  for (const [path, root] of Object.entries(mounts)) {
    app.use(`${path}*`, serveStatic({ root, rewriteRequestPath: (asked) => asked.slice(path.length - 1) }));
  }
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => {
      const { port } = server.address() as AddressInfo;
      resolve({ address: `http://127.0.0.1:${String(port)}`, close: () => server.close() });
    });
  });
}
