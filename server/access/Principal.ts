import type { Role } from './Role';
import type { Scope } from './Scope';

/** Whoever sends a request, as the credential says it. */
export interface Principal {
  /** `local`: the one person of a server without sign-in. */
  kind: 'local' | 'person' | 'machine';
  /** Stable and without meaning: what the ledger names as the annotator. */
  id: string;
  name: string;
  /** May do everything on this server. */
  isAdmin: boolean;
  /** The roles in a project; empty for those who do not belong to it. */
  rolesIn(project: string): ReadonlySet<Role>;
  /** Whether it has the role in some project. */
  hasAnywhere(role: Role): boolean;
  has(scope: Scope): boolean;
}
