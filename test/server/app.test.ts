import type { Hono } from 'hono';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { createApp } from '../../server/app';
import { apiPolicy, pagePolicy, securityHeaders } from '../../server/headers';

const page = '<!doctype html><title>Assay</title>';
const script = 'export const answer = 42;\n'.repeat(100);

let app: Hono;
let outside: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-app-'));
  const studioRoot = join(folder, 'studio');
  outside = join(folder, 'studio-secret.txt');
  await mkdir(join(studioRoot, 'assets'), { recursive: true });
  await mkdir(join(studioRoot, 'models'));
  await writeFile(join(studioRoot, 'index.html'), page);
  await writeFile(join(studioRoot, 'assets', 'main-abc.js'), script);
  await writeFile(join(studioRoot, 'models', 'model.safetensors'), Buffer.from('0123456789'));
  await writeFile(join(studioRoot, '.hidden'), 'secret');
  await writeFile(join(studioRoot, 'empty.txt'), '');
  for (const name of ['a.wasm', 'a.mjs', 'a.jinja', 'a.jsonl', 'manifest.webmanifest'])
    await writeFile(join(studioRoot, name), 'x');
  await writeFile(outside, 'secret');
  await symlink(outside, join(studioRoot, 'link.txt'));
  app = createApp({ studioRoot, local: true, version: '1.2.3' });
});

function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return app.request(
    new Request(`http://localhost${path}`, { method, headers: { Host: 'localhost:4173', ...headers } }),
  );
}

test('the studio is served at the root, with the policy of a page and always checked for a newer one', async () => {
  const answer = await ask('/');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe(page);
  expect(answer.headers.get('Content-Security-Policy')).toBe(pagePolicy());
  expect(answer.headers.get('Cache-Control')).toBe('no-cache');
});

test('a file named after its content is kept for good', async () => {
  const answer = await ask('/assets/main-abc.js');
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect(await answer.text()).toBe(script);
});

test.each([
  ['/a.wasm', 'application/wasm'],
  ['/a.mjs', 'text/javascript; charset=utf-8'],
  ['/a.jinja', 'text/plain; charset=utf-8'],
  ['/a.jsonl', 'application/jsonl; charset=utf-8'],
  ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['/models/model.safetensors', 'application/octet-stream'],
])('%s is %s', async (path, type) => {
  expect((await ask(path)).headers.get('Content-Type')).toBe(type);
});

test('text leaves packed when the client takes gzip, and unpacks to the same text', async () => {
  const answer = await ask('/assets/main-abc.js', { 'Accept-Encoding': 'br, gzip' });
  expect(answer.headers.get('Content-Encoding')).toBe('gzip');
  expect(answer.headers.get('Vary')).toBe('Accept-Encoding');
  expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()).toBe(script);
});

test('an unchanged file is not sent again', async () => {
  const tag = (await ask('/models/model.safetensors')).headers.get('ETag') ?? '';
  const again = await ask('/models/model.safetensors', { 'If-None-Match': tag });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('a part of a checkpoint is sent as a part; a part past its end is refused with its size', async () => {
  const part = await ask('/models/model.safetensors', { Range: 'bytes=2-4' });
  expect([part.status, await part.text(), part.headers.get('Content-Range')]).toEqual([206, '234', 'bytes 2-4/10']);
  const past = await ask('/models/model.safetensors', { Range: 'bytes=10-' });
  expect([past.status, past.headers.get('Content-Range')]).toEqual([416, 'bytes */10']);
});

test('a part of another state of the file is not mixed in: the whole file comes', async () => {
  const answer = await ask('/models/model.safetensors', { Range: 'bytes=2-4', 'If-Range': '"older"' });
  expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
});

test('HEAD gives the headers of GET and no body', async () => {
  const answer = await ask('/models/model.safetensors', {}, 'HEAD');
  expect([answer.status, answer.headers.get('Content-Length'), await answer.text()]).toEqual([200, '10', '']);
});

test('an empty file is an empty answer', async () => {
  const answer = await ask('/empty.txt');
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});

test.each([
  '/../studio-secret.txt',
  '/%2e%2e/studio-secret.txt',
  '/..%2fstudio-secret.txt',
  '/assets/..%2f..%2fstudio-secret.txt',
  '/..%5cstudio-secret.txt',
  '/%252e%252e/studio-secret.txt',
  '/link.txt',
  '/.hidden',
  '/%00',
  '/%ff',
  '/assets',
  '//etc/passwd',
  `/${'a'.repeat(5_000)}`,
])('%s leads nowhere', async (path) => {
  const answer = await ask(path);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('secret');
});

test('an unknown address opens the studio for a person, and is a 404 for a script that wants a file', async () => {
  expect(await (await ask('/some/room', { 'Sec-Fetch-Mode': 'navigate' })).text()).toBe(page);
  expect((await ask('/some/room', { 'Sec-Fetch-Mode': 'cors', Accept: 'text/html' })).status).toBe(404);
});

test('a request under another name is refused, so that a foreign page cannot read through DNS rebinding', async () => {
  const answer = await ask('/', { Host: 'evil.example:4173' });
  expect(answer.status).toBe(421);
  expect(await answer.text()).toContain('evil.example:4173');
});

test('a server for other machines answers to any name', async () => {
  const open = createApp({ studioRoot: tmpdir(), local: false, version: '1.2.3' });
  const answer = await open.request(
    new Request('http://assay.example/v1/health', { headers: { Host: 'assay.example' } }),
  );
  expect(answer.status).toBe(200);
});

test('the API says that it is well, and which version it is', async () => {
  expect(await (await ask('/v1/health')).json()).toEqual({ status: 'ok', version: '1.2.3' });
});

test('what the API does not have is a problem in JSON, even for a person who opened the address', async () => {
  const answer = await ask('/v1/nothing', { 'Sec-Fetch-Mode': 'navigate' });
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ status: 404, title: 'Not found' });
  const wrong = await ask('/v1/health', {}, 'DELETE');
  expect([wrong.status, wrong.headers.get('Allow'), wrong.headers.get('Content-Type')]).toEqual([
    405,
    'GET, HEAD',
    'application/problem+json',
  ]);
});

test('files can only be read', async () => {
  const answer = await ask('/index.html', {}, 'PUT');
  expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
});

test('every answer has the security headers, refusals too', async () => {
  for (const answer of [
    await ask('/nothing'),
    await ask('/v1/nothing'),
    await ask('/v1/health'),
    await ask('/', { Host: 'evil' }),
    await ask('/', {}, 'POST'),
    await ask('/models/model.safetensors', { Range: 'bytes=99-' }),
  ]) {
    for (const name of Object.keys(securityHeaders('', { path: '/' })))
      expect(answer.headers.has(name), name).toBe(true);
    expect(answer.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(answer.headers.has('Strict-Transport-Security')).toBe(false);
  }
});

test('every page has exactly the policy of a page: at the root, by its name, for a room, unchanged, without its body', async () => {
  const tag = (await ask('/')).headers.get('ETag') ?? '';
  const open = { 'Sec-Fetch-Mode': 'navigate' };
  const answers = [
    ...[await ask('/'), await ask('/index.html'), await ask('/some/room', open), await ask('/', {}, 'HEAD')],
    ...[await ask('/', { 'If-None-Match': tag }), await ask('/', { 'Accept-Encoding': 'gzip' })],
    await ask('/', { Range: 'bytes=0-3' }),
  ];
  for (const answer of answers) {
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('Content-Security-Policy')).toBe(pagePolicy());
  }
});

test("with TLS declared, browsers are told to stay with it; the API's answers are no pages", async () => {
  const team = createApp({ studioRoot: tmpdir(), local: false, tls: true, version: '1.2.3' });
  const answer = await team.request(new Request('https://assay.example/v1/health'));
  expect(answer.headers.get('Strict-Transport-Security')).toBe('max-age=31536000');
  expect(answer.headers.get('Content-Security-Policy')).toBe(apiPolicy());
});
