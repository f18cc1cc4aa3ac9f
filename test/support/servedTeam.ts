import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Access } from '../../server/access/Access';
import type { Role } from '../../server/access/Role';
import type { Scope } from '../../server/access/Scope';
import { sessionCookieName } from '../../server/access/sessions/sessionCookie';
import type { TeamSetting } from '../../server/access/TeamSetting';
import { openDatabase } from '../../server/database/openDatabase';
import type { SqlDatabase } from '../../server/database/SqlDatabase';
import type { ServeOptions } from '../../server/serve';
import { mainStore } from '../../src/sync/wire/wirePaths';
import { serveLedger } from './servedLedger';

/** A server for a team in this process, its database beside it, and credentials without any sign-in. */
export class ServedTeam {
  private constructor(
    readonly address: string,
    readonly database: SqlDatabase,
    readonly access: Access,
    readonly close: () => Promise<void>,
  ) {}

  static async start(
    databaseUrl?: string,
    more: Partial<ServeOptions> = {},
    team: TeamSetting = { publicUrl: null, behindTls: false, trustedProxies: 0 },
  ): Promise<ServedTeam> {
    const folder = await mkdtemp(join(tmpdir(), 'assay-team-'));
    const server = await serveLedger(databaseUrl, folder, { team, ...more });
    const database = await openDatabase(folder, databaseUrl);
    const access = new Access(database, team.publicUrl?.startsWith('https:') ?? false);
    // Passkeys are for names.
    const address = server.address.replace('127.0.0.1', 'localhost');
    return new ServedTeam(address, database, access, async () => {
      await database.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** A person with these roles in a project, and the cookie of a session. */
  async person(name: string, roles: readonly Role[], project = mainStore) {
    const { id } = await this.access.people.add(name);
    await this.access.people.setRoles(id, project, roles);
    return { id, cookie: await this.cookieOf(id) };
  }

  async admin(name: string) {
    const { id } = await this.access.people.add(name, true);
    return { id, cookie: await this.cookieOf(id) };
  }

  /** The `Cookie` header of a new session of a person. */
  async cookieOf(person: string): Promise<string> {
    const { secret } = await this.access.sessions.begin(person, 'passkey', 'test');
    return `${sessionCookieName(this.access.isSecure)}=${secret}`;
  }

  /** The `Authorization` header of a new token. */
  async bearer(
    scopes: readonly Scope[],
    {
      project = null,
      person = null,
      expiresAt = null,
    }: Partial<Record<'project' | 'person' | 'expiresAt', string | null>> = {},
  ): Promise<string> {
    const { secret } = await this.access.tokens.create({ name: 'test', scopes, project, person, expiresAt });
    return `Bearer ${secret}`;
  }

  ask(path: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> {
    return fetch(this.address + path, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...headers },
    });
  }
}
