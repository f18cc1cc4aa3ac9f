import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ServedTeam } from '../../support/servedTeam';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let team: ServedTeam;
let admin: Awaited<ReturnType<ServedTeam['admin']>>;

beforeAll(async () => {
  team = await ServedTeam.start(undefined, {}, { publicUrl: null, behindTls: false, trustedProxies: 1 });
  admin = await team.admin('Root');
});
afterAll(() => team.close());

async function send(method: string, path: string, body?: object) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const headers = { Cookie: admin.cookie, 'Content-Type': 'application/json', 'X-Forwarded-For': '192.0.2.44' };
  const answer = await team.ask(path, headers, init);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as Record<string, string> & { token: { id: string } };
}

const entries = () => team.access.audit.page(null, 100);

test('every administrative act is written down: who, what, to whom, when and from where, and no secret', async () => {
  const person = await send('POST', '/v1/people', { name: 'Ada' });
  await send('PUT', `/v1/projects/main/members/${person['id'] ?? ''}`, { roles: ['annotator', 'curator'] });
  const { link } = await send('POST', `/v1/people/${person['id'] ?? ''}/invitations`);
  const made = await send('POST', '/v1/tokens', { name: 'pipeline', scopes: ['labels:read'], project: 'main' });
  await send('DELETE', `/v1/tokens/${made.token.id}`);
  await send('PATCH', `/v1/people/${person['id'] ?? ''}`, { disabled: true });
  await send('POST', '/v1/projects', { id: 'trial', name: 'Trial' });
  const found = (await entries()).reverse();
  expect(found.map(({ act, subject, project }) => [act, subject, project])).toEqual([
    ['person.add', person['id'], null],
    ['member.roles', person['id'], 'main'],
    ['person.invite', person['id'], null],
    ['token.create', made.token.id, null],
    ['token.revoke', made.token.id, null],
    ['person.change', person['id'], null],
    ['project.create', expect.any(String), null],
  ]);
  expect(found[1]?.details).toEqual({ roles: ['annotator', 'curator'] });
  for (const { actor, address, at } of found) {
    expect([actor, address]).toEqual([admin.id, '192.0.2.44']);
    expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(60_000);
  }
  const text = JSON.stringify(found);
  expect(text).not.toContain(made['secret']);
  expect(text).not.toContain(/invitation=(.+)$/.exec(link ?? '')?.[1]);
});

test('what was refused is no act, but a sign-in that failed is written down', async () => {
  const before = (await entries()).length;
  const { cookie } = await team.person('Eve', ['annotator']);
  const json = { 'Content-Type': 'application/json' };
  const wrong = await team.ask(
    '/v1/people',
    { Cookie: cookie, ...json },
    { method: 'POST', body: '{"name":"Mallory"}' },
  );
  expect(wrong.status).toBe(403);
  expect(await entries()).toHaveLength(before);
  const body = JSON.stringify({ invitation: 'a'.repeat(43) });
  const host = { ...json, 'X-Forwarded-For': '192.0.2.66' };
  expect((await team.ask('/v1/passkeys/options', host, { method: 'POST', body })).status).toBe(401);
  const [latest] = await entries();
  expect(latest).toMatchObject({ act: 'passkey.refused', actor: '', address: '192.0.2.66' });
});

test('admins read it in pages, the latest first', async () => {
  const first = await team.ask('/v1/audit?limit=2', { Cookie: admin.cookie });
  const { entries: page } = (await first.json()) as { entries: { id: string; act: string }[] };
  const rest = await team.ask(`/v1/audit?before=${page.at(-1)?.id ?? ''}`, { Cookie: admin.cookie });
  const all = [...page, ...((await rest.json()) as { entries: { id: string }[] }).entries].map(({ id }) => id);
  expect(all).toEqual((await entries()).map(({ id }) => id));
});
