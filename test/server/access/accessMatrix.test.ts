import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Role, roles as allRoles } from '../../../server/access/Role';
import type { RouteAccess } from '../../../server/access/RouteAccess';
import { type Scope, scopes as allScopes } from '../../../server/access/Scope';
import { createApi } from '../../../server/api/createApi';
import { createApp } from '../../../server/app';
import { ServedTeam } from '../../support/servedTeam';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Closed = Exclude<RouteAccess, { who: 'anyone' }>;
type Headers = Record<string, string>;

interface Route {
  method: string;
  path: string;
  access: RouteAccess;
}

/** Routes that somebody who is signed out may call, and no others: each was thought about. */
const openRoutes = [
  'GET /session',
  'DELETE /session',
  'POST /passkeys/options',
  'POST /passkeys',
  'POST /sign-in/passkey/options',
  'POST /sign-in/passkey',
  'POST /sign-in/provider',
  'GET /sign-in/provider/callback',
];

const past = new Date(Date.now() - 1000).toISOString();

/** The test's own reading of the document, that of a stranger. */
async function routesOf(team: ServedTeam): Promise<Route[]> {
  const document = (await (await team.ask('/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, { 'x-assay-access': RouteAccess }>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path, access: operation['x-assay-access'] },
    })),
  );
}

/** Whoever must be refused, by what is wrong with them. */
class Strangers {
  #people = new Map<string, Promise<Headers>>();
  #addresses = 0;

  constructor(private readonly team: ServedTeam) {}

  /** Each from an address of its own, so that no limit of requests answers instead. */
  from(headers: Headers): Headers {
    const number = ++this.#addresses;
    return { 'X-Forwarded-For': `10.1.${number >> 8}.${number & 255}`, ...headers };
  }

  person(roles: readonly Role[], project: string): Promise<Headers> {
    const key = `${roles.join()} in ${project}`;
    const made =
      this.#people.get(key) ?? this.team.person(key, roles, project).then(({ cookie }) => ({ Cookie: cookie }));
    this.#people.set(key, made);
    return made;
  }

  async machine(scopes: readonly Scope[], more: Parameters<ServedTeam['bearer']>[1] = {}): Promise<Headers> {
    return { Authorization: await this.team.bearer(scopes, more) };
  }

  /** Credentials that are none: all must be told to sign in. */
  async signedOut(): Promise<[string, Headers][]> {
    const { access } = this.team;
    const revoked = await access.tokens.create({
      name: 'r',
      scopes: allScopes,
      project: null,
      person: null,
      expiresAt: null,
    });
    await access.tokens.revoke(revoked.token.id);
    const gone = await this.team.admin('Gone');
    await access.people.setDisabled(gone.id, true);
    const left = await this.team.admin('Left');
    await access.sessions.endAll(left.id);
    return [
      ['nobody', {}],
      ['an unknown token', { Authorization: `Bearer assay_${'a'.repeat(43)}` }],
      ['another scheme', { Authorization: 'Basic YTpi' }],
      ['an expired token', await this.machine(allScopes, { expiresAt: past })],
      ['a revoked token', { Authorization: `Bearer ${revoked.secret}` }],
      ['the token of somebody disabled', await this.machine(allScopes, { person: gone.id })],
      ['somebody disabled', { Cookie: gone.cookie }],
      ['an ended session', { Cookie: left.cookie }],
    ];
  }

  /** Credentials that are good, and not for this route. */
  async notForThem(access: Closed): Promise<[string, Headers][]> {
    const others = allScopes.filter((scope) => scope !== access.scope);
    const found: [string, Headers][] = [['a token without the scope', await this.machine(others)]];
    if (access.who === 'signed in') return found;
    found.push(['a person without any role', await this.person([], 'main')]);
    const allowed: readonly Role[] = access.who === 'admin' ? [] : access.roles;
    for (const role of allRoles.filter((role) => !allowed.includes(role)))
      found.push([`a person who is only ${role}`, await this.person([role], 'main')]);
    if (access.who === 'admin')
      found.push(['a token for one project', await this.machine(allScopes, { project: 'main' })]);
    if (access.who !== 'member') return found;
    found.push(['a member of another project', await this.person(allRoles, 'other')]);
    // With "admin" such a token would be an admin's of its own project.
    found.push(['a token for another project', await this.machine(allScopes, { project: 'other' })]);
    return found;
  }
}

let team: ServedTeam;
let routes: Route[];
let strangers: Strangers;

beforeAll(async () => {
  team = await ServedTeam.start(undefined, {}, { publicUrl: null, behindTls: false, trustedProxies: 1 });
  routes = await routesOf(team);
  strangers = new Strangers(team);
});
afterAll(() => team.close());

/** Calls a route with what every check of the request itself would refuse: only who asks is looked at. */
function call({ method, path }: Route, headers: Headers, project: string): Promise<Response> {
  const filled = path.replaceAll(/{(storeId|projectId)}/g, project).replaceAll(/{(.+?)}/g, '%20not%20valid%20');
  const body = method === 'GET' ? {} : { body: '{"not": "closed"' };
  return team.ask(
    `/v1${filled}`,
    { 'Content-Type': 'application/json', ...strangers.from(headers) },
    { method, ...body },
  );
}

const isClosed = (route: Route): route is Route & { access: Closed } => route.access.who !== 'anyone';

test('every route declares who may call it, and the open ones are those that were meant to be', () => {
  expect(routes.length).toBeGreaterThan(30);
  expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
  expect(routes.filter((route) => !isClosed(route)).map(({ method, path }) => `${method} ${path}`)).toEqual(openRoutes);
});

test('a route that declares nothing keeps the server from starting', () => {
  const part = createApi();
  part.get('/back-door', (context) => context.text('come in'));
  expect(() => createApp({ studioRoot: '.', local: true, version: '0', parts: [part] })).toThrow('GET /back-door');
});

async function expectRefusal(route: Route, answer: Response, status: number, who: string): Promise<string> {
  const text = await answer.text();
  const got = [answer.status, answer.headers.get('Content-Type')];
  expect(got, `${who}: ${route.method} ${route.path}: ${text}`).toEqual([status, 'application/problem+json']);
  return text;
}

describe('on every route', () => {
  test('whoever is signed out, by whatever credential that is none, is told to sign in', async () => {
    const nobodies = await strangers.signedOut();
    for (const route of routes.filter(isClosed))
      for (const [who, headers] of nobodies) await expectRefusal(route, await call(route, headers, 'main'), 401, who);
  });

  test('every wrong role, scope and project is refused, whatever else the request says', async () => {
    for (const route of routes.filter(isClosed))
      for (const [who, headers] of await strangers.notForThem(route.access))
        await expectRefusal(route, await call(route, headers, 'main'), 403, who);
  });

  test("a page of another site changes nothing, whoever's browser it is in", async () => {
    const { cookie } = await team.admin('Careless');
    const foreign: Headers[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const route of routes.filter(({ method }) => method !== 'GET'))
      for (const headers of foreign) {
        const answer = await call(route, { Cookie: cookie, ...headers }, 'main');
        const who = `${JSON.stringify(headers)} ${route.method} ${route.path}`;
        expect([answer.status, ((await answer.json()) as { code: string }).code], who).toEqual([403, 'cross_origin']);
      }
  });

  test('a project that one does not belong to looks the same whether it exists or not', async () => {
    for (const route of routes.filter(({ access }) => access.who === 'member')) {
      const headers = await strangers.person(allRoles, 'other');
      const [here, nowhere] = [await call(route, headers, 'main'), await call(route, headers, 'nowhere')];
      expect([nowhere.status, await nowhere.text()]).toEqual([here.status, await here.text()]);
    }
  });

  test('whoever may is not refused for who they are', async () => {
    for (const route of routes.filter(isClosed)) {
      const { access } = route;
      const allowed = access.who === 'admin' || access.who === 'signed in' ? [] : access.roles;
      const credentials = [
        await strangers.machine([access.scope, ...(access.who === 'admin' ? ['admin' as const] : [])]),
      ];
      for (const role of allowed) credentials.push(await strangers.person([role], 'main'));
      for (const headers of credentials) {
        const { status } = await call(route, headers, 'main');
        expect([401, 403], `${route.method} ${route.path}`).not.toContain(status);
        expect(status, `${route.method} ${route.path}`).toBeLessThan(500);
      }
    }
  });
});
