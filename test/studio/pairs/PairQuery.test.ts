import { expect, test } from 'vitest';
import { pairAddress, readPairQuery, type PairQuery } from '../../../src/studio/pairs/PairQuery';

test('a query written into the address is read back from it', () => {
  const query: PairQuery = { filter: 'disagreements', sort: 'p', descending: true, text: 'a b&c=d' };
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(pairAddress(query))) if (value !== null) address.set(name, value);
  expect(readPairQuery(new URLSearchParams(address.toString()))).toEqual(query);
});

test('what is usual stays out of the address', () => {
  const changes = pairAddress({ filter: 'all', sort: 'file', descending: false, text: '' });
  expect(Object.values(changes)).toEqual([null, null, null, null]);
});

test('an address with unknown names shows all pairs in the order of the file', () => {
  const query = readPairQuery(new URLSearchParams('filter=<script>&sort=__proto__&order=up'));
  expect(query).toEqual({ filter: 'all', sort: 'file', descending: false, text: '' });
});
