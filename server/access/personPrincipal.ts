import type { Person } from './people/Person';
import type { Principal } from './Principal';

/** A person who signed in: everything that the person's roles allow. */
export function personPrincipal({ id, name, isAdmin, roles }: Person): Principal {
  return {
    ...{ kind: 'person', id, name, isAdmin },
    rolesIn: (project) => new Set(Object.hasOwn(roles, project) ? roles[project] : []),
    hasAnywhere: (role) => Object.values(roles).some((found) => found.includes(role)),
    has: () => true,
  };
}
