import { expect, test } from 'vitest';
import { attachmentHeader } from '../../server/api/attachmentHeader';
import {
  apiPolicy,
  hubWorkerPolicy,
  inertType,
  isolationHeaders,
  pagePolicy,
  permissionsPolicy,
  securityHeaders,
  workerPolicy,
} from '../../server/headers';

test('the isolation headers give a page SharedArrayBuffer', () => {
  expect(isolationHeaders()).toEqual({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
});

test('the page policy forbids all, then allows only the studio its own files', () => {
  expect(pagePolicy().split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html dompurify assay-worker',
  ]);
});

test('what the API gives out is no page, no script and no style, whoever brought it', () => {
  for (const type of ['text/html; charset=utf-8', 'text/javascript', 'image/svg+xml', 'text/css', 'application/wasm']) {
    expect(inertType(type, '/v1/models/x/files/evil')).toBe('application/octet-stream');
    expect(inertType(type, '/assets/own')).toBe(type);
    expect(securityHeaders(type, { path: '/v1/x' })['Content-Security-Policy']).toBe(apiPolicy());
  }
  expect(inertType('application/json', '/v1/x')).toBe('application/json');
  expect(apiPolicy()).toMatch(/^default-src 'none'; sandbox;/);
});

test('browsers are kept on HTTPS only where TLS is declared', () => {
  expect(securityHeaders('text/html', { path: '/', tls: true })['Strict-Transport-Security']).toBe('max-age=31536000');
  expect(securityHeaders('text/html', { path: '/' })).not.toHaveProperty('Strict-Transport-Security');
});

test('a download keeps its name, and no name leaves its header', () => {
  const name = 'f\u00fcr "x"\r\nSet-Cookie: a=b;*.csv';
  const header = attachmentHeader(name);
  expect(header).toMatch(/^attachment; filename="[\w. -]+"; filename\*=UTF-8''[\w.%!~-]+$/);
  expect(decodeURIComponent(header.split("''")[1] ?? '')).toBe(name);
  expect(attachmentHeader('\ud800')).toContain('%EF%BF%BD');
});

test('no policy allows inline code, evaluated code, or another host', () => {
  for (const policy of [pagePolicy(), workerPolicy(), apiPolicy()]) {
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  }
});

test('the workers that take checkpoints, data sets and benchmarks from a hub reach other hosts, no page and no other worker does', () => {
  const rule = "connect-src 'self' data: https: http://localhost:* http://127.0.0.1:*";
  const policyAt = (type: string, path: string) => securityHeaders(type, { path })['Content-Security-Policy'];
  for (const name of ['checkpoints', 'import', 'benchmark'])
    expect(policyAt('text/javascript', `/assets/${name}-B1x_Zq9-.js`)?.split('; ')).toContain(rule);
  for (const path of ['/assets/engine-wasm-B1x.js', '/assets/checkpoints-B1x.js/x.js', '/'])
    expect(policyAt('text/javascript', path)).toBe(workerPolicy());
  expect(policyAt('text/html', '/assets/checkpoints-B1x.js')).toBe(pagePolicy());
  expect(hubWorkerPolicy()).not.toMatch(/unsafe-inline|'unsafe-eval'/);
});

test('a page gets Trusted Types, a worker does not, because onnxruntime-web starts its threads by address', () => {
  expect(securityHeaders('text/html; charset=utf-8', { path: '/' })['Content-Security-Policy']).toBe(pagePolicy());
  expect(securityHeaders('text/javascript; charset=utf-8', { path: '/a.js' })['Content-Security-Policy']).toBe(
    workerPolicy(),
  );
  expect(workerPolicy()).not.toContain('trusted-types');
});

test('every answer forbids guessing its type, sending its address on, and devices', () => {
  const headers = securityHeaders('image/png', { path: '/a.png' });
  expect(headers['X-Content-Type-Options']).toBe('nosniff');
  expect(headers['Referrer-Policy']).toBe('no-referrer');
  expect(headers['Permissions-Policy']).toBe(permissionsPolicy());
  expect(permissionsPolicy()).toContain('microphone=()');
});
