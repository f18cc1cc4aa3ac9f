import type { Principal } from './Principal';
import type { RouteAccess } from './RouteAccess';

export type Decision = 'allowed' | 'signed out' | 'wrong scope' | 'wrong role';

/**
 * Whether somebody may call a route.
 * @param principal null for somebody who is signed out
 * @param parameter the value of a parameter of the path, such as the project's id
 */
export function decide(
  principal: Principal | null,
  access: RouteAccess,
  parameter: (name: string) => string | undefined,
): Decision {
  if (access.who === 'anyone') return 'allowed';
  if (principal === null) return 'signed out';
  if (!principal.has(access.scope)) return 'wrong scope';
  if (principal.isAdmin) return 'allowed';
  return hasRole(principal, access, parameter) ? 'allowed' : 'wrong role';
}

function hasRole(
  principal: Principal,
  access: Exclude<RouteAccess, { who: 'anyone' }>,
  parameter: (name: string) => string | undefined,
): boolean {
  if (access.who === 'signed in') return true;
  if (access.who === 'admin') return false;
  if (access.who === 'member of any') return access.roles.some((role) => principal.hasAnywhere(role));
  const found = principal.rolesIn(parameter(access.project) ?? '');
  return access.roles.some((role) => found.has(role));
}
