import { expect, test } from 'vitest';
import { decide } from '../../../server/access/decide';
import { localPrincipal } from '../../../server/access/localPrincipal';
import type { Principal } from '../../../server/access/Principal';
import type { Role } from '../../../server/access/Role';
import type { RouteAccess } from '../../../server/access/RouteAccess';

const member = { who: 'member', roles: ['annotator'], scope: 'labels:write', project: 'storeId' } as const;
const ofMain = (name: string) => (name === 'storeId' ? 'main' : undefined);

function person(role: Role, project = 'main', has = true): Principal {
  return {
    ...{ kind: 'person', id: 'p1', name: 'Ada', isAdmin: false, has: () => has },
    hasAnywhere: (asked) => asked === role,
    rolesIn: (asked) => new Set(asked === project ? [role] : []),
  };
}

const admin = { ...person('admin', 'none'), isAdmin: true };

test.each<[string, Principal | null, RouteAccess, string]>([
  ['signed out where anyone may', null, { who: 'anyone' }, 'allowed'],
  ['signed out', null, member, 'signed out'],
  ['the person of this machine', localPrincipal, member, 'allowed'],
  ['the role', person('annotator'), member, 'allowed'],
  ['another role', person('curator'), member, 'wrong role'],
  ['the role in another project', person('annotator', 'other'), member, 'wrong role'],
  ['a token without the scope', person('annotator', 'main', false), member, 'wrong scope'],
  ['an admin', admin, member, 'allowed'],
  ['no admin', person('curator'), { who: 'admin', scope: 'admin' }, 'wrong role'],
  ['anybody signed in', person('curator', 'other'), { who: 'signed in', scope: 'labels:read' }, 'allowed'],
  [
    'the role in some project',
    person('curator', 'other'),
    { who: 'member of any', roles: ['curator'], scope: 'models:write' },
    'allowed',
  ],
  ['an admin whose token is narrower', { ...admin, has: () => false }, { who: 'admin', scope: 'admin' }, 'wrong scope'],
])('%s', (_name, principal, access, decision) => {
  expect(decide(principal, access, ofMain)).toBe(decision);
});
