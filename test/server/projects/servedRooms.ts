import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '../../../server/access/Principal';
import type { Role } from '../../../server/access/Role';
import { createApp } from '../../../server/app';
import { openDatabase } from '../../../server/database/openDatabase';
import { LedgerService } from '../../../server/ledger/LedgerService';
import { ledgerApi } from '../../../server/ledger/routes/ledgerApi';
import { SqlLedgerStore } from '../../../server/ledger/SqlLedgerStore';
import { ProjectRooms } from '../../../server/projects/ProjectRooms';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { PostgresServer } from '../../support/PostgresServer';
import { madeUuid } from '../../verdicts/madeEvents';

/** Who asks: a name and the roles in the project `main`; `admin` everywhere. */
export type Who = [name: string, ...roles: Role[]];

/** A server's rooms in this process, with people who need no credential and a clock that is set by hand. */
export interface ServedRooms {
  rooms: ProjectRooms;
  ledger: SqlLedgerStore;
  clock: { now: Date };
  ask(who: Who, method: string, path: string, body?: unknown): Promise<Response>;
  /** The answer as JSON, of a request that must succeed. */
  json<Answer = Record<string, unknown>>(who: Who, method: string, path: string, body?: unknown): Promise<Answer>;
  /** Puts events into the ledger of a project as a person's. */
  give(person: string, events: readonly LedgerEvent[], project?: string): Promise<void>;
  /** Another server on the same database and files; null where the database lets one program only. */
  beside(): Promise<ServedRooms | null>;
  end(): Promise<void>;
}

export type RoomsPlace = () => Promise<ServedRooms>;

export async function sqliteRooms(): Promise<{ make: RoomsPlace; end(): Promise<void> }> {
  return { make: () => served(undefined), end: async () => undefined };
}

/** Null where PostgreSQL is not installed. */
export async function postgresRooms(): Promise<{ make: RoomsPlace; end(): Promise<void> } | null> {
  const server = await PostgresServer.start();
  if (server === null) return null;
  let made = 0;
  return { make: async () => served(await server.create(`rooms${String(++made)}`)), end: () => server.stop() };
}

async function served(databaseUrl: string | undefined, given?: string): Promise<ServedRooms> {
  const dataFolder = given ?? (await mkdtemp(join(tmpdir(), 'assay-rooms-')));
  const database = await openDatabase(dataFolder, databaseUrl);
  const ledger = new SqlLedgerStore(database);
  const clock = { now: new Date('2026-11-23T10:00:00.000Z') };
  const rooms = await ProjectRooms.open({ database, ledger, dataFolder, now: () => clock.now });
  const whoIs = (request: Request) => Promise.resolve(principalOf(request.headers.get('X-Who')));
  const parts = [ledgerApi(new LedgerService(ledger)), ...rooms.parts];
  const app = createApp({ studioRoot: dataFolder, local: true, version: '0', parts, whoIs });
  const ask: ServedRooms['ask'] = async (who, method, path, body) => {
    const isText = typeof body === 'string';
    const headers = {
      Host: 'localhost',
      'X-Who': JSON.stringify(who),
      'Content-Type': isText ? 'application/octet-stream' : 'application/json',
    };
    const content = body === undefined ? null : isText ? body : JSON.stringify(body);
    return app.request(new Request(`http://localhost/v1${path}`, { method, headers, body: content }));
  };
  return {
    ...{ rooms, ledger, clock, ask },
    async json<Answer>(who: Who, method: string, path: string, body?: unknown) {
      const answer = await ask(who, method, path, body);
      if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${await answer.text()}`);
      return (await answer.json()) as Answer;
    },
    async give(annotator, events, store = 'main') {
      const receivedAt = clock.now.toISOString();
      const clients = new Set(events.map(({ client }) => client));
      const batches = [...clients].map((client) => ({
        ...{ store, client, annotator, receivedAt },
        events: events.filter((event) => event.client === client),
      }));
      const outcomes = await ledger.append(batches);
      const rejected = outcomes.flatMap((outcome) => outcome.rejected);
      if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
    },
    beside: async () => (databaseUrl === undefined ? null : served(databaseUrl, dataFolder)),
    async end() {
      await rooms.close();
      await database.close();
      if (given === undefined) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function principalOf(header: string | null): Principal | null {
  if (header === null) return null;
  const [name, ...roles] = JSON.parse(header) as Who;
  return {
    ...{ kind: 'person', id: name, name, isAdmin: roles.includes('admin'), has: () => true },
    rolesIn: (project) => new Set(project === 'main' ? roles : []),
    hasAnywhere: (role) => roles.includes(role),
  };
}

/** Any browser: it says nothing where people sign in. */
export const client = `client=${madeUuid(1)}`;

/** Rows of preference data, told apart by a number. */
export function rowsOf(count: number): string {
  const rows = Array.from({ length: count }, (_, n) => ({
    prompt: [{ role: 'user', content: `Question ${n}` }],
    chosen: [{ role: 'assistant', content: `The chosen answer ${n}` }],
    rejected: [{ role: 'assistant', content: `The rejected answer ${n}` }],
    category: 'math',
  }));
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
