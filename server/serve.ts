import { serve as listen } from '@hono/node-server';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApp } from './app';
import { isLoopback } from './hostCheck';

export interface ServeOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  dataFolder: string;
  studioRoot: string;
  version: string;
}

export interface RunningServer {
  address: string;
  close(): Promise<void>;
}

/** A sentence for the person at the terminal, who needs no stack trace. */
export class ServeError extends Error {
  override name = 'ServeError';
}

function explained(error: NodeJS.ErrnoException, { host, port }: ServeOptions): Error {
  const where = `${host}:${String(port)}`;
  if (error.code === 'EADDRINUSE') {
    return new ServeError(
      `Port ${String(port)} is in use on ${host}: stop the other program or choose another port with --port.`,
    );
  }
  if (error.code === 'EACCES')
    return new ServeError(`This user may not listen on ${where}: choose a port above 1023 with --port.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ServeError(`${host} is no address of this machine: choose another with --host.`);
  }
  return error;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

/** Serves the studio and the API; resolves when it listens. Rejects with `ServeError` when the reason is the user's to mend. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  if (!existsSync(join(options.studioRoot, 'index.html'))) {
    throw new ServeError(
      `The studio is not built (${options.studioRoot} has no index.html): run "npm run build" first.`,
    );
  }
  await mkdir(options.dataFolder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new ServeError(`The data folder ${options.dataFolder} cannot be made: ${(error as Error).message}`);
  });
  const app = createApp({ studioRoot: options.studioRoot, local: isLoopback(options.host), version: options.version });
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, hostname: options.host, port: options.port }, () => {
      resolve({ address: addressOf(server, options.host), close: () => close(server) });
    }) as Server;
    server.once('error', (error) => reject(explained(error, options)));
  });
}
