import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { RateLimits, rateLimits } from '../../../server/access/limits/RateLimits';
import { localPrincipal } from '../../../server/access/localPrincipal';
import { TokenBuckets } from '../../../server/access/limits/TokenBuckets';
import { wireLimits } from '../../../src/sync/wire/wireLimits';
import { ServedTeam } from '../../support/servedTeam';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let team: ServedTeam;
beforeAll(async () => {
  const setting = { publicUrl: null, behindTls: false, trustedProxies: 1 };
  team = await ServedTeam.start(
    undefined,
    { timeouts: { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 100 } },
    setting,
  );
});
afterAll(() => team.close());

test('a bucket gives its burst at once and then so many a second, each asker their own', () => {
  let now = 0;
  const buckets = new TokenBuckets({ burst: 3, perSecond: 0.5 }, () => now);
  expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 2]);
  expect(buckets.take('b')).toBe(0);
  now = 1999;
  expect(buckets.take('a')).toBe(1);
  now = 2000;
  expect(buckets.take('a')).toBe(0);
  now = 1e9;
  expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 2]);
});

test('however many ask, the memory for buckets is bounded, and who asks often is not forgotten for others', () => {
  let now = 0;
  const buckets = new TokenBuckets({ burst: 2, perSecond: 0.001 }, () => now++);
  buckets.take('busy');
  buckets.take('busy');
  for (let asker = 0; asker < 30_000; asker++) {
    buckets.take(String(asker));
    if (asker % 5_000 === 0) expect(buckets.take('busy')).toBeGreaterThan(0);
  }
  expect(buckets.count).toBe(10_000);
});

test('the addresses of one IPv6 network share a bucket, and IPv4 addresses do not', () => {
  const limits = new RateLimits();
  for (let at = 0; at < rateLimits.signIn.burst; at++) expect(limits.ofSignIn(`2001:db8:1:2::${at}`)).toBeNull();
  expect(limits.ofSignIn('2001:db8:1:2:ffff::1')?.status).toBe(429);
  expect(limits.ofSignIn('2001:db8:1:3::1')).toBeNull();
  expect(limits.ofSignIn('::ffff:192.0.2.1')).toBeNull();
});

const signIn = (forwarded: string) =>
  team.ask('/v1/sign-in/passkey/options', { 'X-Forwarded-For': forwarded, Host: 'localhost' }, { method: 'POST' });

test('who signs in too often from one address is told when to come again; others are not kept', async () => {
  const answers = await Promise.all(Array.from({ length: 21 }, () => signIn('192.0.2.7')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(1);
  expect(Number(refused[0]?.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect((await signIn('192.0.2.8')).status).not.toBe(429);
  // What stands before the trusted proxy's own entry, the caller may have written: it makes nobody another.
  expect((await signIn('203.0.113.9, 192.0.2.7')).status).toBe(429);
});

test('a credential has its bucket wherever it comes from; who has none has that of the address only', () => {
  const limits = new RateLimits();
  const one = { ...localPrincipal, id: 'one' };
  for (let at = 0; at < rateLimits.credential.burst; at++) expect(limits.ofCredential(one)).toBeNull();
  expect(limits.ofCredential(one)?.status).toBe(429);
  expect(limits.ofCredential({ ...one, id: 'other' })).toBeNull();
  expect(limits.ofCredential(null)).toBeNull();
});

test('a body is counted where its length is declared and where it is not, and signed out nothing of it is read', async () => {
  const Authorization = await team.bearer(['labels:write', 'admin']);
  const body = JSON.stringify({ name: 'x'.repeat(wireLimits.batchBytes) });
  const json = { 'Content-Type': 'application/json' };
  const declared = await team.ask('/v1/people', { ...json, Authorization }, { method: 'POST', body });
  expect([declared.status, await declared.json()]).toMatchObject([413, { code: 'too_large' }]);
  const stream = () =>
    new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
  const counted = { method: 'POST', body: stream(), duplex: 'half' } as RequestInit;
  expect((await team.ask('/v1/people', { ...json, Authorization }, counted)).status).toBe(413);
  expect((await team.ask('/v1/people', json, { method: 'POST', body })).status).toBe(401);
});

test.each([
  ['headers', 'GET / HTTP/1.1\r\nHost: localhost\r\n'],
  ['a body', 'POST /v1/people HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{'],
])('whoever sends %s byte by byte loses the connection', async (_name, start) => {
  const socket = connect(Number(new URL(team.address).port), '127.0.0.1');
  const started = performance.now();
  socket.write(start);
  const drip = setInterval(() => socket.write('a'), 50);
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'close');
  clearInterval(drip);
  expect(performance.now() - started).toBeLessThan(5_000);
});
