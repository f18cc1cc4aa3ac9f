import { expect, test } from 'vitest';
import { isRolledBack, newlyLost } from '../../src/store/sentinelRecord';

const remembered = { storeId: 's', client: 'c', lastSeq: 5, lost: 2 };

test.each([
  ['a new profile', null, null, 0],
  ['a ledger that nothing was remembered of', null, { storeId: 's', client: 'c', seq: 3 }, 0],
  ['the ledger as remembered', remembered, { storeId: 's', client: 'c', seq: 5 }, 0],
  ['a ledger that another tab has written to since', remembered, { storeId: 's', client: 'c', seq: 6 }, 0],
  ['an empty database', remembered, null, 5],
  ['a database made anew', remembered, { storeId: 't', client: 'd', seq: 1 }, 5],
  ['an older state of the ledger', remembered, { storeId: 's', client: 'c', seq: 2 }, 3],
  ['the ledger after another tab noticed the roll-back', remembered, { storeId: 's', client: 'd', seq: 0 }, 0],
])('%s: so many events are newly lost', (_title, sentinel, found, lost) => {
  expect(newlyLost(sentinel, found)).toBe(lost);
  if (found) expect(isRolledBack(sentinel, found)).toBe(found.seq === 2);
});
