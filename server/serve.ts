import { serve as listen } from '@hono/node-server';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Access } from './access/Access';
import { accessParts } from './access/accessParts';
import { exposureFault } from './access/exposureFault';
import { RateLimits } from './access/limits/RateLimits';
import { TeamAccess } from './access/TeamAccess';
import type { TeamSetting } from './access/TeamSetting';
import { whoIs } from './access/whoIs';
import { type AppOptions, createApp } from './app';
import { isLoopback } from './hostCheck';
import { LedgerService } from './ledger/LedgerService';
import { ledgerApi } from './ledger/routes/ledgerApi';
import { SqlLedgerStore } from './ledger/SqlLedgerStore';
import { openDatabase } from './database/openDatabase';
import type { SqlDatabase } from './database/SqlDatabase';
import { StorageError } from './database/StorageError';
import { type ModelSetting, ModelRooms } from './registry/ModelRooms';
import { Operations } from './operations';
import { PlanRooms } from './plans/PlanRooms';
import { ProjectRooms } from './projects/ProjectRooms';
import { openLog, type LogLevel } from './ServerLog';

/**
 * Milliseconds that a connection may take: whoever sends a byte now and then holds one no longer than this. Answers may take
 * longer: readers wait for events.
 */
const serverTimeouts = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};

export interface ServeOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  dataFolder: string;
  /** A PostgreSQL database for the ledger; without one it is a file in the data folder. */
  databaseUrl?: string | undefined;
  studioRoot: string;
  version: string;
  /** What goes to the log; warnings and errors unless given. */
  log?: LogLevel | undefined;
  /** A server for a team: people sign in, machines send tokens. Without it everybody is the one person of this machine. */
  team?: TeamSetting | undefined;
  /** Instead of `serverTimeouts`. */
  timeouts?: Partial<typeof serverTimeouts> | undefined;
  /** How much room models have, and where they may be imported from. */
  models?: ModelSetting | undefined;
}

export interface RunningServer {
  address: string;
  /** Where the ledger is, in words; null where it is closed to other machines. */
  ledger: string | null;
  /** Answers what has arrived, then stops. */
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

/** How long requests that are being answered may take when the server stops. */
const stopMs = 5_000;
const idleLookMs = 50;

async function close(server: Server, ledger: LedgerService, plans: PlanRooms, models: ModelRooms): Promise<void> {
  ledger.stop();
  plans.stop();
  await models.stop();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => server.closeAllConnections(), stopMs);
    // A reader that waited is answered now; its connection is idle only then.
    const idle = setInterval(() => server.closeIdleConnections(), idleLookMs);
    server.close((error) => {
      clearTimeout(timer);
      clearInterval(idle);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
  await ledger.close();
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

/** What must stand before anything is opened. @throws ServeError with what to do */
async function assertServable(options: ServeOptions): Promise<void> {
  if (!existsSync(join(options.studioRoot, 'index.html'))) {
    throw new ServeError(
      `The studio is not built (${options.studioRoot} has no index.html): run "npm run build" first.`,
    );
  }
  const exposed = options.team && exposureFault(options.host, options.team);
  if (exposed) throw new ServeError(exposed);
  await mkdir(options.dataFolder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new ServeError(`The data folder ${options.dataFolder} cannot be made: ${(error as Error).message}`);
  });
}

/** Serves the studio and the API; resolves when it listens. Rejects with `ServeError` when the reason is the user's to mend. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  await assertServable(options);
  const database = await openFor(options);
  const ledger = new LedgerService(new SqlLedgerStore(database));
  const log = openLog(options.log ?? 'warn');
  const local = isLoopback(options.host);
  const isOpen = local || options.team !== undefined;
  const rooms = await ProjectRooms.open({ database, ledger: ledger.store, dataFolder: options.dataFolder });
  const models = new ModelRooms(database, options.dataFolder, options.models);
  const plans = new PlanRooms(options.dataFolder);
  const access = options.team ? new TeamAccess(database, options.team) : new Access(database);
  const parts = [ledgerApi(ledger), ...accessParts(access, database), ...rooms.parts, ...plans.parts, ...models.parts];
  const opened = isOpen ? { parts, operations: new Operations(ledger) } : {};
  const app = createApp({
    studioRoot: options.studioRoot,
    version: options.version,
    local,
    log,
    ...arrivalsOf(access, options.team),
    ...opened,
  });
  return new Promise((resolve, reject) => {
    const place = { hostname: options.host, port: options.port };
    const serverOptions = { ...serverTimeouts, ...options.timeouts };
    const server = listen({ fetch: app.fetch, ...place, serverOptions }, () => {
      const address = addressOf(server, options.host);
      log.info({ ledger: ledger.store.place }, 'started');
      models.start();
      // The studio is served all the same: whoever labels goes on, and the ledger takes it when the disk is mended.
      ledger.store
        .check()
        .catch((error: unknown) => log.error({ reason: String(error) }, 'the ledger cannot be written'));
      resolve({
        address,
        ledger: isOpen ? ledger.store.place : null,
        close: () => close(server, ledger, plans, models).then(() => rooms.close()),
      });
    }) as Server;
    server.once('error', (error) => {
      void ledger.close();
      reject(explained(error, options));
    });
  });
}

/** How an app meets the people of a team; for one person it only keeps the audit. */
function arrivalsOf(access: Access, team: TeamSetting | undefined): Partial<AppOptions> {
  const { audit, isSecure } = access;
  if (!team) return { audit };
  const publicHost = team.publicUrl === null ? null : new URL(team.publicUrl).host;
  const { trustedProxies } = team;
  const meeting = { whoIs: (request: Request) => whoIs(access, request), limits: new RateLimits(), trustedProxies };
  return { audit, tls: isSecure, publicHost, ...meeting };
}

async function openFor({ dataFolder, databaseUrl }: ServeOptions): Promise<SqlDatabase> {
  try {
    return await openDatabase(dataFolder, databaseUrl);
  } catch (error) {
    if (error instanceof StorageError) throw new ServeError(error.message, { cause: error });
    throw error;
  }
}
