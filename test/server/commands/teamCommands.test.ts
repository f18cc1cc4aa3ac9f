import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Access } from '../../../server/access/Access';
import { openDatabase } from '../../../server/database/openDatabase';
import { BuiltCommand, ended } from './support/builtCommand';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

let assay: BuiltCommand;
let data: string;

beforeAll(async () => {
  assay = await BuiltCommand.build('team');
  const studio = join(projectRoot, `node_modules/.cache/assay-team-${process.pid}/studio`);
  await writeFile(join(studio, 'index.html'), '<!doctype html><title>Assay</title>');
  data = await mkdtemp(join(tmpdir(), 'assay-team-commands-'));
});
afterAll(async () => {
  await assay.remove();
  await rm(data, { recursive: true, force: true });
});

const run = (...args: string[]) => assay.run([...args, '--data', data]);

async function done(...args: string[]): Promise<string> {
  const { code, out, error } = await run(...args);
  expect(code, error).toBe(0);
  return out.trim();
}

test('people and tokens are made at the command line, and all of it is written down', async () => {
  const ada = JSON.parse(await done('user', 'add', 'Ada', '--admin', '--json')) as { id: string };
  await done('user', 'role', 'Ada', '--role', 'annotator', 'curator');
  expect(await done('user', 'list')).toBe(`${ada.id}  Ada  admin; main: annotator, curator`);
  expect((await run('user', 'add', 'Ada')).error).toContain('Somebody here is called Ada already');
  expect((await run('user', 'role', 'Bob')).error).toContain('Nobody here has the name or id Bob.');
  expect((await run('user', 'add', 'Eve', '--project', 'nowhere')).error).toContain('no project of the id nowhere');
  expect((await run('user', 'add', 'Eve', '--role', 'owner')).code).toBe(2);

  const invited = await done('user', 'invite', ada.id, '--url', 'https://assay.example.org/');
  expect(invited).toMatch(/^https:\/\/assay\.example\.org\/#\/account\?invitation=[\w-]{43}$/);

  const made = await run('token', 'create', 'pipeline', '--scope', 'labels:read', 'export:read', '--project', 'main');
  expect(made.out).toMatch(/^assay_[\w-]{43}\n$/);
  expect(made.error).not.toContain('assay_');
  const listed = await done('token', 'list', '--json');
  expect(listed).not.toContain(made.out.trim());
  const { tokens } = JSON.parse(listed) as { tokens: { id: string; expiresAt: string }[] };
  expect((Date.parse(tokens[0]?.expiresAt ?? '') - Date.now()) / 86_400_000).toBeCloseTo(90, 1);
  await done('token', 'revoke', tokens[0]?.id ?? '');
  expect(await done('token', 'list')).toContain('  revoked 20');

  await done('user', 'disable', 'Ada');
  expect(await done('user', 'list')).toContain('admin; disabled; main');
  const acts = (await done('audit')).split('\n').map((line) => line.split('  ')[2]);
  expect(acts).toEqual([
    ...['person.add', 'member.roles', 'person.invite', 'token.create', 'token.revoke', 'person.change'],
  ]);
});

test.each([
  [['--team', '--host', '0.0.0.0'], 'start with --behind-tls --public-url'],
  [['--behind-tls'], 'are for a team: add --team'],
  [['--team', '--oidc-issuer', 'https://id.example.org'], "the client's secret in ASSAY_OIDC_SECRET"],
])('assay serve %j is refused with what to do', async (flags, words) => {
  const { code, error } = await run('serve', '--port', '0', ...flags);
  expect(code).toBe(1);
  expect(error).toContain(words);
  expect(error).not.toContain('    at ');
});

test('no credential comes into the logs or the figures, whatever happens to it', async () => {
  const token = await done('token', 'create', 'leaky', '--scope', 'labels:read', 'metrics:read');
  const invitation = /invitation=(.+)$/.exec(await done('user', 'invite', 'Ada'))?.[1] ?? '';
  const { id } = JSON.parse(await done('user', 'add', 'Leak', '--json')) as { id: string };
  const database = await openDatabase(data, undefined);
  const { secret } = await new Access(database).sessions.begin(id, 'passkey', 'test');
  await database.close();
  const server = assay.start(['serve', '--port', '0', '--team', '--log', 'info', '--data', data]);
  const address = await new Promise<string>((resolve) => {
    let text = '';
    server.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      const found = /http:\/\/\S+/.exec(text);
      if (found) resolve(found[0]);
    });
  });
  const all = ended(server);
  const headers = {
    Authorization: `Bearer ${token}`,
    Cookie: `assay-local=${secret}`,
    'Content-Type': 'application/json',
  };
  const paths = [
    '/v1/stores',
    `/v1/${token}`,
    `/v1/stores/main/events?after=${token}`,
    `/${secret}?token=${token}`,
    '/metrics',
  ];
  const texts = [];
  for (const path of paths) texts.push(await (await fetch(address + path, { headers })).text());
  const refused = { method: 'POST', headers, body: JSON.stringify({ invitation, name: token }) };
  for (const path of ['/v1/passkeys/options', '/v1/people', `/v1/people/${token}/invitations`, '/v1/tokens'])
    await fetch(address + path, refused);
  await fetch(`${address}/v1/stores/main/batches/${secret}`, { method: 'PUT', headers, body: `{"${token}"` });
  expect((await fetch(`${address}/metrics`)).status).toBe(401);
  expect(texts.at(-1)).toContain('assay_http_request_seconds');
  server.kill('SIGTERM');
  const { out, error } = await all;
  expect(error.split('\n').length).toBeGreaterThan(8);
  for (const [name, hidden] of Object.entries({ token, secret, invitation })) {
    expect(hidden.length, name).toBeGreaterThan(40);
    expect(out + error + (texts.at(-1) ?? ''), name).not.toContain(hidden.slice(8));
  }
});
