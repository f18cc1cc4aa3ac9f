import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CallCache } from '../../../../server/curation/machines/http/CallCache';
import { Secret } from '../../../../server/curation/machines/http/Secret';
import { MachineError } from '../../../../server/curation/machines/MachineError';
import { testServer, waits } from '../support/testServer';
import { WireServer, type WireAnswer, type WireCall } from '../support/WireServer';

let wire: WireServer;
const never = new AbortController().signal;
const as = (value: unknown) => value;

async function serve(answer: (call: WireCall, number: number) => WireAnswer): Promise<void> {
  wire = await WireServer.start(answer);
}

beforeEach(() => {
  waits.length = 0;
});
afterEach(() => wire.stop());

const ok: WireAnswer = { json: { ok: true } };

test.each<[string, WireAnswer]>([
  ['a server that is ill', { status: 500, text: 'oops' }],
  ['a body that is cut off', { cutOff: { ok: 'x'.repeat(1000) } }],
  ['a body that is no JSON', { status: 200, text: '{"ok":' }],
])('%s is asked again until it answers', async (_, bad) => {
  await serve((_call, number) => (number < 4 ? bad : ok));
  const server = testServer(wire.base);
  expect(await server.call({ path: '/x', body: { a: 1 } }, as, never)).toEqual({ ok: true });
  expect(server.counts).toEqual({ answered: 1, cached: 0, retried: 3 });
  expect(waits[2]).toBeGreaterThan((waits[0] ?? 0) * 2);
});

test('a limited server is left alone for as long as it asks', async () => {
  await serve((_call, number) => (number < 2 ? { status: 429, headers: { 'Retry-After': '7' } } : ok));
  await testServer(wire.base).call({ path: '/x', body: {} }, as, never);
  expect(waits).toEqual([7000]);
});

test('a longer wait than a minute, and a refusal, are told at once', async () => {
  await serve(({ path }) =>
    path === '/long' ? { status: 429, headers: { 'Retry-After': '3600' } } : { status: 401, text: 'wrong key' },
  );
  const server = testServer(wire.base);
  await expect(server.call({ path: '/long', body: {} }, as, never)).rejects.toThrow(/429/);
  await expect(server.call({ path: '/refused', body: {} }, as, never)).rejects.toThrow(/401: wrong key/);
  expect(wire.calls).toHaveLength(2);
});

test('a call that never answers counts as failed', async () => {
  await serve(() => ({ slowMs: 5_000, json: {} }));
  const server = testServer(wire.base, { limits: { timeoutMs: 50, attempts: 2 } });
  await expect(server.call({ path: '/x', body: {} }, as, never)).rejects.toThrow(
    /no answer within 0.05 s.*Tried 2 times/,
  );
});

test('retries of all calls come out of one budget: a server that only fails is given up early', async () => {
  await serve(() => ({ status: 500 }));
  const server = testServer(wire.base, { limits: { attempts: 100, concurrency: 20 } });
  const calls = Array.from({ length: 20 }, (_, a) => server.call({ path: '/x', body: { a } }, as, never));
  const failed = await Promise.allSettled(calls);
  expect(failed.every(({ status }) => status === 'rejected')).toBe(true);
  expect(wire.calls).toHaveLength(70);
});

test('no more calls are in flight than the limit says', async () => {
  await serve(() => ({ slowMs: 5, json: {} }));
  const server = testServer(wire.base, { limits: { concurrency: 7 } });
  await Promise.all(Array.from({ length: 60 }, (_, a) => server.call({ path: '/x', body: { a } }, as, never)));
  expect(wire.mostInFlight).toBe(7);
});

test('no more calls are begun in a minute than the limit says', async () => {
  await serve(() => ok);
  const server = testServer(wire.base, { limits: { callsPerMinute: 5 } });
  const stop = new AbortController();
  const calls = Array.from({ length: 9 }, (_, a) => server.call({ path: '/x', body: { a } }, as, stop.signal));
  const settled = Promise.allSettled(calls);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(wire.calls).toHaveLength(5);
  stop.abort();
  await settled;
});

test('the same call is made once: at the same time, again, and by the next process', async () => {
  await serve((_call, number) => ({ json: { number } }));
  const folder = await mkdtemp(join(tmpdir(), 'assay-calls-'));
  const cache = new CallCache(join(folder, 'calls.sqlite'));
  const server = testServer(wire.base, { cache });
  const one = { path: '/x', body: { a: 1, b: 2 } };
  const both = await Promise.all([server.call(one, as, never), server.call(one, as, never)]);
  expect(both).toEqual([{ number: 1 }, { number: 1 }]);
  // What the next process finds: nothing was closed here.
  const next = testServer(wire.base, { cache: new CallCache(join(folder, 'calls.sqlite')) });
  expect(await next.call({ path: '/x', body: { b: 2, a: 1 } }, as, never)).toEqual({ number: 1 });
  expect(next.counts).toEqual({ answered: 0, cached: 1, retried: 0 });
  const another = testServer(wire.base, { cache, id: 'tiny@2' });
  expect(await another.call(one, as, never)).toEqual({ number: 2 });
});

test('an answer that makes no sense is not kept', async () => {
  await serve((_call, number) => (number === 1 ? { json: { error: 'loading' } } : ok));
  const server = testServer(wire.base);
  const read = (answer: unknown) => {
    if (!Object.hasOwn(answer as object, 'ok')) throw new MachineError('no sense');
    return answer;
  };
  await expect(server.call({ path: '/x', body: {} }, read, never)).rejects.toThrow('no sense');
  expect(await server.call({ path: '/x', body: {} }, read, never)).toEqual({ ok: true });
});

test('a token goes to the server and nowhere else: not into the cache, not into messages', async () => {
  const token = 'sk-very-secret-0123456789';
  await serve(({ path }) => (path === '/x' ? ok : { status: 403, text: `no: ${token}` }));
  const folder = await mkdtemp(join(tmpdir(), 'assay-calls-'));
  const secret = Secret.from({ KEY: token }, 'KEY');
  const server = testServer(wire.base, { secret, cache: new CallCache(join(folder, 'calls.sqlite')) });
  await server.call({ path: '/x', body: {} }, as, never);
  expect(wire.calls[0]?.headers.authorization).toBe(`Bearer ${token}`);
  const error = await server.call({ path: '/no', body: {} }, as, never).catch((thrown: unknown) => thrown);
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')));
  const shown = [inspect(server, { depth: 9 }), JSON.stringify({ secret }), String(secret), inspect(error), ...files];
  expect(shown.filter((text) => text.includes(token))).toEqual([]);
  expect(String(error)).toContain('no: [KEY]');
});

test('a token does not leave this machine in the clear, and one that is not set is named', async () => {
  await serve(() => ok);
  const secret = Secret.from({ KEY: 'abc' }, 'KEY');
  expect(() => testServer('http://example.test', { secret })).toThrow(/KEY is not sent to http:\/\/example.test/);
  expect(() => Secret.from({}, 'KEY')).toThrow(/variable KEY for a token, and it is not set/);
});
