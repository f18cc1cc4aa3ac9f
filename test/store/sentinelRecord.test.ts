import { expect, test } from 'vitest';
import { isRolledBack, newlyLost } from '../../src/store/sentinelRecord';

const remembered = { storeId: 's', client: 'c', lastSeq: 5, lost: 2 };
const former = ['c'];

test.each([
  ['a new profile', null, null, 0, false],
  ['a ledger that nothing was remembered of', null, { storeId: 's', client: 'c', seq: 3 }, 0, false],
  ['the ledger as remembered', remembered, { storeId: 's', client: 'c', seq: 5 }, 0, false],
  ['a ledger that another tab has written to since', remembered, { storeId: 's', client: 'c', seq: 6 }, 0, false],
  ['an empty database', remembered, null, 5, false],
  ['a database made anew', remembered, { storeId: 't', client: 'd', seq: 1, former }, 5, false],
  ['an older state of the ledger', remembered, { storeId: 's', client: 'c', seq: 2 }, 3, true],
  [
    'the ledger after another tab noticed the roll-back',
    remembered,
    { storeId: 's', client: 'd', seq: 0, former },
    0,
    false,
  ],
  [
    'the state before this profile became the remembered client',
    remembered,
    { storeId: 's', client: 'b', seq: 9 },
    5,
    true,
  ],
  ['the state before the database was made anew', remembered, { storeId: 'r', client: 'b', seq: 9 }, 5, true],
])('%s: so many events are newly lost', (_title, sentinel, found, lost, rolledBack) => {
  expect(newlyLost(sentinel, found)).toBe(lost);
  if (found) expect(isRolledBack(sentinel, found)).toBe(rolledBack);
});
