import { expect, test } from 'vitest';
import { isLoopback, namesThisMachine } from '../../server/hostCheck';

test.each(['127.0.0.1:4173', 'localhost:4173', 'LOCALHOST', '[::1]:4173', '127.0.0.1'])(
  '%s names this machine',
  (host) => {
    expect(namesThisMachine(host)).toBe(true);
  },
);

test.each([
  undefined,
  '',
  'evil.example',
  'evil.example:4173',
  'localhost.evil.example',
  '127.0.0.1.evil.example:4173',
  '127.0.0.1:4173@evil',
  '0.0.0.0',
])('%s does not', (host) => {
  expect(namesThisMachine(host)).toBe(false);
});

test('a server on all addresses is not for this machine only', () => {
  expect(isLoopback('127.0.0.1')).toBe(true);
  expect(isLoopback('0.0.0.0')).toBe(false);
});
