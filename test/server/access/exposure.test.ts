import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exposureFault } from '../../../server/access/exposureFault';
import { sessionCookie } from '../../../server/access/sessions/sessionCookie';
import { serve } from '../../../server/serve';
import { ServedTeam } from '../../support/servedTeam';
import { isFromOwnOrigin } from '../../../server/sameOrigin';

const open = 'https://assay.example.org';

test.each<[string, string, string | null, boolean, string | null]>([
  ['this machine', '127.0.0.1', null, false, null],
  ['this machine by name', '127.0.0.1', 'http://localhost:4173', false, null],
  ['behind a proxy that ends TLS', '0.0.0.0', open, true, null],
  ['behind one on this machine', '127.0.0.1', open, true, null],
  ['every address without TLS', '0.0.0.0', null, false, '0.0.0.0 would send passkeys'],
  ['an address of the network without TLS', '192.168.1.4', 'http://192.168.1.4:4173', false, 'would send passkeys'],
  ['a public name on this machine without TLS', '127.0.0.1', 'http://assay.example.org', false, 'would send passkeys'],
  ['https that nobody ends', '0.0.0.0', open, false, 'add --behind-tls'],
  ['TLS without a name', '0.0.0.0', null, true, 'add --public-url'],
  ['TLS with an http name', '0.0.0.0', 'http://assay.example.org', true, 'add --public-url'],
  ['no address', '127.0.0.1', 'assay.example.org', false, 'is no address of a server'],
  ['an address with a path', '127.0.0.1', `${open}/assay`, true, 'is no address of a server'],
])('a server for a team on %s', (_name, host, publicUrl, behindTls, fault) => {
  const found = exposureFault(host, { publicUrl, behindTls, trustedProxies: 0 });
  if (fault === null) expect(found).toBeNull();
  else expect(found).toContain(fault);
});

test('it does not start there, and says what to do', async () => {
  const studioRoot = await mkdtemp(join(tmpdir(), 'assay-exposed-'));
  await writeFile(join(studioRoot, 'index.html'), '<!doctype html>');
  const team = { publicUrl: null, behindTls: false, trustedProxies: 0 };
  const options = { host: '0.0.0.0', port: 0, dataFolder: studioRoot, studioRoot, version: '0', team };
  await expect(serve(options)).rejects.toThrow('start with --behind-tls --public-url');
});

test('behind a proxy the origin that people see is the own one, whatever Host says', () => {
  const headers = (origin: string) =>
    new Headers({ Origin: origin, Host: '127.0.0.1:4173', 'Sec-Fetch-Site': 'same-origin' });
  expect(isFromOwnOrigin(headers(open), 'assay.example.org')).toBe(true);
  expect(isFromOwnOrigin(headers('https://evil.example.org'), 'assay.example.org')).toBe(false);
  expect(isFromOwnOrigin(headers(open))).toBe(false);
});

test('behind TLS a cookie is kept for this host and https alone, and one that another host could have set does not count', async () => {
  const team = await ServedTeam.start(undefined, {}, { publicUrl: open, behindTls: true, trustedProxies: 1 });
  const { cookie } = await team.person('Ada', ['annotator']);
  const [name, secret = ''] = cookie.split('=');
  expect(name).toBe('__Host-assay');
  const signedIn = await team.ask('/v1/stores', { Cookie: cookie });
  expect([signedIn.status, signedIn.headers.get('Strict-Transport-Security')]).toEqual([200, 'max-age=31536000']);
  expect((await team.ask('/v1/stores', { Cookie: `assay-local=${secret}` })).status).toBe(401);
  await team.close();
  expect(sessionCookie('s', true)).toBe('__Host-assay=s; Max-Age=5184000; Path=/; HttpOnly; Secure; SameSite=Lax');
  expect(sessionCookie('s', false)).toBe('assay-local=s; Max-Age=5184000; Path=/; HttpOnly; SameSite=Lax');
});
