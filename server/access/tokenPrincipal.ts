import type { Person } from './people/Person';
import { personPrincipal } from './personPrincipal';
import type { Principal } from './Principal';
import { type Role, roles } from './Role';
import type { Token } from './tokens/Token';

/**
 * Whoever sends a token. A machine of its own may do in the token's project, or in all, what its scopes say; one that acts for
 * a person may do of that what the person's roles allow, and the ledger names the person.
 */
export function tokenPrincipal(token: Token, person: Person | null): Principal {
  const { id, name, scopes, project } = token;
  const isAdmin = scopes.includes('admin') && project === null;
  const has: Principal['has'] = (scope) => scopes.includes(scope);
  if (person !== null) {
    const own = personPrincipal(person);
    const rolesIn = (asked: string) => (project === null || asked === project ? own.rolesIn(asked) : new Set<Role>());
    const hasAnywhere = (role: Role) => (project === null ? own.hasAnywhere(role) : rolesIn(project).has(role));
    return { ...own, isAdmin: own.isAdmin && isAdmin, rolesIn, hasAnywhere, has };
  }
  const held = new Set(roles.filter((role) => role !== 'admin' || scopes.includes('admin')));
  const rolesIn = (asked: string) => (project === null || asked === project ? held : new Set<Role>());
  return { kind: 'machine', id, name, isAdmin, rolesIn, hasAnywhere: (role) => held.has(role), has };
}
