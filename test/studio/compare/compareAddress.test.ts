import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableSorts } from '../../../src/rewards/compare/CompareContract';
import {
  compareAddress,
  readCompareAddress,
  rowsOnPage,
  type CompareAddress,
} from '../../../src/studio/compare/compareAddress';

const place = fc.integer({ min: 0, max: 15 });

const addresses: fc.Arbitrary<CompareAddress> = fc.record({
  models: fc.option(fc.uniqueArray(fc.stringMatching(/^[a-z0-9:.-]{1,20}$/), { minLength: 1 }), { nil: null }),
  ...{ a: place, b: place },
  slice: fc.string({ unit: 'grapheme' }),
  binning: fc.constantFrom('width' as const, 'count' as const),
  filters: fc.stringMatching(/^[a-z0-9_.*~!-]{0,40}$/),
  sort: fc.record({ by: fc.constantFrom(...tableSorts), model: place, descending: fc.boolean() }),
  from: fc.integer({ min: 0, max: 40_000 }).map((page) => page * rowsOnPage),
});

test('every view of the room comes back from its address', () => {
  fc.assert(
    fc.property(addresses, (view) => {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(compareAddress(view))) if (value !== null) query.set(name, value);
      expect(readCompareAddress(new URLSearchParams(query.toString()))).toEqual(view);
    }),
  );
});

test('the usual view has nothing in its address, and an address that says nonsense is the usual view', () => {
  const usual = readCompareAddress(new URLSearchParams());
  expect(Object.values(compareAddress(usual)).filter((value) => value !== null)).toEqual([]);
  expect(readCompareAddress(new URLSearchParams('a=-1&b=x&bins=7&sort=none&of=&order=up&from=-25'))).toEqual(usual);
});
