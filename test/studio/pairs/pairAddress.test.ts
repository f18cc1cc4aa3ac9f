import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allPairs, type FacetChoice, type PairQuery } from '../../../src/pairs/view/PairQuery';
import { pairAddress, readPairQuery, writePairQuery } from '../../../src/studio/pairs/pairAddress';

test('any query written into the address is read back from it', () => {
  const anyChoice = fc.oneof(
    fc.record({ facet: fc.string(), kind: fc.constant('value' as const), value: fc.string() }),
    fc.record({ facet: fc.string(), kind: fc.constantFrom('none' as const, 'other' as const), value: fc.constant('') }),
  );
  const anyQuery: fc.Arbitrary<PairQuery> = fc.record({
    filter: fc.constantFrom('all' as const, 'conflicts' as const, 'disagreements' as const),
    facets: fc.array<FacetChoice>(anyChoice),
    sort: fc.constantFrom('file' as const, 'p' as const),
    descending: fc.boolean(),
    text: fc.string(),
    words: fc.boolean(),
  });
  fc.assert(
    fc.property(anyQuery, (query) => {
      expect(readPairQuery(new URLSearchParams(writePairQuery(query)))).toEqual(query);
    }),
  );
});

test('what is usual stays out of the address', () => {
  expect(Object.values(pairAddress(allPairs))).toEqual([null, null, null, null, null, null]);
  expect(writePairQuery(allPairs)).toBe('');
});

test('an address with unknown names shows all pairs in the order of the file', () => {
  const address = 'filter=<script>&sort=__proto__&order=up&words=1&in=value%3Dx%26nowhere.a%3Db';
  expect(readPairQuery(new URLSearchParams(address))).toEqual(allPairs);
});
