import { expect, test } from 'vitest';
import { localPrincipal } from '../../../server/access/localPrincipal';
import type { Principal } from '../../../server/access/Principal';
import type { Role } from '../../../server/access/Role';
import { blindReader, mayRelay } from '../../../server/ledger/routes/readers';

function person(...roles: Role[]): Principal {
  return { ...localPrincipal, kind: 'person', id: 'ann', isAdmin: false, rolesIn: () => new Set(roles) };
}

test.each<[string, Principal, string | null, boolean]>([
  ['an annotator', person('annotator'), 'ann', false],
  ['somebody without a role', person(), 'ann', false],
  ['an adjudicator who annotates too', person('annotator', 'adjudicator'), null, false],
  ['a curator', person('curator'), null, true],
  ['an admin of the server', { ...person(), isAdmin: true }, null, true],
  ['a machine', { ...person(), kind: 'machine' }, null, false],
  ['the one person of a server without sign-in', localPrincipal, null, true],
])('%s reads and passes on as the protocol says', (_who, principal, reader, relays) => {
  expect([blindReader(principal, 'main'), mayRelay(principal, 'main')]).toEqual([reader, relays]);
});
