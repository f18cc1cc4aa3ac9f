import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { secretHash } from '../../../server/access/secretHash';
import { PostgresServer } from '../../support/PostgresServer';
import { ServedTeam } from '../../support/servedTeam';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const postgres = await PostgresServer.start();
afterAll(() => postgres?.stop());

describe.each(postgres ? ['SQLite', 'PostgreSQL'] : ['SQLite'])('%s', (kind) => {
  let team: ServedTeam;

  beforeAll(async () => {
    const url = kind === 'SQLite' ? undefined : await postgres?.create('credentials');
    team = await ServedTeam.start(url);
  });
  afterAll(() => team.close());

  const stores = async (headers: Record<string, string> = {}) => (await team.ask('/v1/stores', headers)).status;

  test('who is signed out is told so, with how to sign in', async () => {
    const answer = await team.ask('/v1/stores');
    expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer realm="assay"']);
  });

  test('a session counts until it is ended, and its person until disabled', async () => {
    const ada = await team.person('Ada', ['annotator']);
    expect(await stores({ Cookie: ada.cookie })).toBe(200);
    const [session] = await team.access.sessions.of(ada.id);
    expect(await team.access.sessions.end(session?.id ?? '', 'somebody else')).toBe(false);
    expect(await stores({ Cookie: ada.cookie })).toBe(200);
    expect(await team.access.sessions.end(session?.id ?? '', ada.id)).toBe(true);
    expect(await stores({ Cookie: ada.cookie })).toBe(401);
    const again = await team.cookieOf(ada.id);
    expect(await stores({ Cookie: again })).toBe(200);
    await team.access.people.setDisabled(ada.id, true);
    expect(await stores({ Cookie: again })).toBe(401);
  });

  test('a session ends after two weeks without a request, and after sixty days in any case', async () => {
    const { id, cookie } = await team.person('Idle', ['annotator']);
    const set = (column: 'seen_at' | 'expires_at', ageMs: number) =>
      team.database.kysely
        .updateTable('sessions')
        .set({ [column]: new Date(Date.now() - ageMs).toISOString() })
        .where('person', '=', id)
        .execute();
    const dayMs = 86_400_000;
    await set('seen_at', 13.9 * dayMs);
    expect(await stores({ Cookie: cookie })).toBe(200);
    await set('seen_at', 14.1 * dayMs);
    expect(await stores({ Cookie: cookie })).toBe(401);
    await set('seen_at', 0);
    await set('expires_at', 1);
    expect(await stores({ Cookie: cookie })).toBe(401);
  });

  test('of secrets the database has nothing but the hash', async () => {
    const { token, secret } = await team.access.tokens.create({
      ...{ name: 'pipeline', scopes: ['labels:read'], project: null, person: null, expiresAt: null },
    });
    expect(secret).toMatch(/^assay_[\w-]{43}$/);
    const row = await team.database.kysely
      .selectFrom('tokens')
      .selectAll()
      .where('id', '=', token.id)
      .executeTakeFirstOrThrow();
    expect(row.hash).toBe(secretHash(secret));
    expect(JSON.stringify(row)).not.toContain(secret.slice(6, 20));
  });

  test('a token counts until it expires or is revoked, and when it was used is noted', async () => {
    const { token, secret } = await team.access.tokens.create({
      ...{ name: 'reader', scopes: ['labels:read'], project: null, person: null, expiresAt: null },
    });
    const headers = { Authorization: `Bearer ${secret}` };
    expect(await stores(headers)).toBe(200);
    const used = (await team.access.tokens.all()).find(({ id }) => id === token.id)?.usedAt;
    expect(Date.now() - Date.parse(used ?? '')).toBeLessThan(60_000);
    await team.access.tokens.revoke(token.id);
    expect(await stores(headers)).toBe(401);
    await expect(team.access.tokens.revoke('none')).rejects.toThrow('There is no token of the id none.');
    const past = await team.bearer(['labels:read'], { expiresAt: new Date(Date.now() - 1).toISOString() });
    expect(await stores({ Authorization: past })).toBe(401);
  });

  test('a token counts alone: a bad one is not made good by a cookie, nor does it count in the address', async () => {
    const { cookie } = await team.person('Grace', ['annotator']);
    expect(await stores({ Cookie: cookie, Authorization: 'Bearer assay_nothing' })).toBe(401);
    const good = (await team.bearer(['labels:read'])).replace('Bearer ', '');
    expect((await team.ask(`/v1/stores?access_token=${good}&token=${good}`)).status).toBe(401);
  });

  test("a machine works in its project; one for a person has that person's roles and no more", async () => {
    const events = async (bearer: string) =>
      (await team.ask('/v1/stores/main/events', { Authorization: bearer })).status;
    expect(await events(await team.bearer(['labels:read'], { project: 'main' }))).toBe(200);
    expect(await events(await team.bearer(['labels:read'], { project: 'other' }))).toBe(403);
    expect(await events(await team.bearer(['labels:write'], { project: 'main' }))).toBe(403);
    const member = await team.person('Member', ['annotator']);
    const stranger = await team.person('Stranger', ['annotator'], 'other');
    expect(await events(await team.bearer(['labels:read'], { person: member.id }))).toBe(200);
    expect(await events(await team.bearer(['labels:read'], { person: stranger.id }))).toBe(403);
    await team.access.people.setDisabled(member.id, true);
    expect(await events(await team.bearer(['labels:read'], { person: member.id }))).toBe(401);
  });

  test('two people have two names', async () => {
    await team.access.people.add('Twin');
    await expect(team.access.people.add('Twin')).rejects.toThrow('Somebody here is called Twin already');
  });

  test('the audit only grows', async () => {
    const row = { at: 'now', actor: 'a', act: 'b', subject: 'c', project: null, details: '{}', address: '' };
    const { kysely } = team.database;
    await kysely
      .insertInto('audit')
      .values({ id: '1', ...row })
      .execute();
    await expect(kysely.updateTable('audit').set({ actor: 'x' }).execute()).rejects.toThrow('the audit only grows');
    await expect(kysely.deleteFrom('audit').execute()).rejects.toThrow('the audit only grows');
  });
});
