import { expect, test } from 'vitest';
import {
  hubWorkerPolicy,
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
  const rules = pagePolicy().split('; ');
  expect(rules[0]).toBe("default-src 'none'");
  expect(rules).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(rules).toContain("style-src 'self'");
  expect(rules).toContain("connect-src 'self'");
  expect(rules).toContain("frame-ancestors 'none'");
  expect(rules).toContain("require-trusted-types-for 'script'");
});

test('no policy allows inline code, evaluated code, or another host', () => {
  for (const policy of [pagePolicy(), workerPolicy()]) {
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  }
});

test('the workers that take checkpoints, data sets and benchmarks from a hub reach other hosts, no page and no other worker does', () => {
  const rule = "connect-src 'self' data: https: http://localhost:* http://127.0.0.1:*";
  const policyAt = (type: string, path: string) => securityHeaders(type, path)['Content-Security-Policy'];
  for (const name of ['checkpoints', 'import', 'benchmark'])
    expect(policyAt('text/javascript', `/assets/${name}-B1x_Zq9-.js`)?.split('; ')).toContain(rule);
  for (const path of ['/assets/engine-wasm-B1x.js', '/assets/checkpoints-B1x.js/x.js', '/v1/checkpoints-B1x.js', '/'])
    expect(policyAt('text/javascript', path)).toBe(workerPolicy());
  expect(policyAt('text/html', '/assets/checkpoints-B1x.js')).toBe(pagePolicy());
  expect(hubWorkerPolicy()).not.toMatch(/unsafe-inline|'unsafe-eval'/);
});

test('a page gets Trusted Types, a worker does not, because onnxruntime-web starts its threads by address', () => {
  expect(securityHeaders('text/html; charset=utf-8')['Content-Security-Policy']).toBe(pagePolicy());
  expect(securityHeaders('text/javascript; charset=utf-8')['Content-Security-Policy']).toBe(workerPolicy());
  expect(workerPolicy()).not.toContain('trusted-types');
});

test('every answer forbids guessing its type, sending its address on, and devices', () => {
  const headers = securityHeaders('image/png');
  expect(headers['X-Content-Type-Options']).toBe('nosniff');
  expect(headers['Referrer-Policy']).toBe('no-referrer');
  expect(headers['Permissions-Policy']).toBe(permissionsPolicy());
  expect(permissionsPolicy()).toContain('microphone=()');
});
