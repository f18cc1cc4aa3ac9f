import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyXor, fingerprintOf, xorHex } from '../../../src/sync/wire/fingerprint';

const anyHex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));

test('a fingerprint is the sha256 of id, colon and hash', () => {
  const event = { id: '00000000-0000-7000-8000-000000000001', hash: 'ab'.repeat(32) };
  expect(fingerprintOf(event)).toBe(createHash('sha256').update(`${event.id}:${event.hash}`).digest('hex'));
});

test('XOR is that of the bytes', () => {
  fc.assert(
    fc.property(anyHex, anyHex, (one, other) => {
      const bytes = Buffer.from(one, 'hex').map((byte, at) => byte ^ (Buffer.from(other, 'hex')[at] ?? 0));
      expect(xorHex(one, other)).toBe(Buffer.from(bytes).toString('hex'));
    }),
  );
  expect(xorHex(emptyXor, emptyXor)).toBe(emptyXor);
});
