import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteRange } from '../../server/files/byteRange';

test.each<[string | undefined, number, ReturnType<typeof byteRange>]>([
  [undefined, 10, null],
  ['bytes=0-3', 10, { first: 0, last: 3 }],
  ['bytes=4-', 10, { first: 4, last: 9 }],
  ['bytes=-3', 10, { first: 7, last: 9 }],
  ['bytes=-30', 10, { first: 0, last: 9 }],
  ['bytes=5-99', 10, { first: 5, last: 9 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=5-3', 10, null],
  ['bytes=0-1,4-5', 10, null],
  ['bytes=-', 10, null],
  ['rows=0-3', 10, null],
])('%s of %i bytes', (header, size, expected) => {
  expect(byteRange(header, size)).toEqual(expected);
});

test('a range never leaves the file, whatever the header says', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(1_000), (from, to, size) => {
      const range = byteRange(`bytes=${String(from)}-${String(to)}`, size);
      if (range === null || range === 'unsatisfiable') return;
      expect(range.first).toBeLessThanOrEqual(range.last);
      expect(range.last).toBeLessThan(size);
    }),
  );
});
