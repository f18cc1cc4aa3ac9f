import { roles } from './Role';
import type { Principal } from './Principal';

/** The person at this machine, on a server for this machine only: everything is theirs. */
export const localPrincipal: Principal = {
  kind: 'local',
  id: 'local',
  name: 'This machine',
  isAdmin: true,
  rolesIn: () => new Set(roles),
  hasAnywhere: () => true,
  has: () => true,
};
