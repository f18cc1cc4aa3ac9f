import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortByKey } from '../../src/queue/sortByKey';

test('any keys, infinite, tiny, negative and equal ones among them, are ordered as by comparing, equal ones in their order', () => {
  const anyKey = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, Infinity, -Infinity, Number.MIN_VALUE));
  fc.assert(
    fc.property(fc.array(anyKey), fc.func(fc.boolean()), (keys, keep) => {
      const rows = Uint32Array.from(keys.flatMap((_, row) => (keep(row) ? [row] : [])));
      const compared = [...rows].sort((a, b) => {
        const [x = 0, y = 0] = [keys[a], keys[b]];
        return x === y ? 0 : x - y;
      });
      expect([...sortByKey(rows, Float64Array.from(keys))]).toEqual(compared);
    }),
    { numRuns: 500 },
  );
});

test('many keys that differ in their last bits only are ordered too', () => {
  const keys = Float64Array.from({ length: 500 }, (_, row) => 1 + ((row * 7919) % 500) * Number.EPSILON);
  const rows = Uint32Array.from(keys, (_, row) => row);
  expect([...sortByKey(rows, keys)]).toEqual([...rows].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0)));
});
