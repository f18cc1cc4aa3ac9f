import type { Role } from './Role';
import type { Scope } from './Scope';

/** Who may call a route. Written into the OpenAPI document as `x-assay-access`, from which the test of all refusals is made. */
export type RouteAccess =
  /** Also somebody who is signed out. */
  | { who: 'anyone' }
  /** Everybody with a credential of any role, for what is theirs. */
  | { who: 'signed in'; scope: Scope }
  /** Admins of the server. */
  | { who: 'admin'; scope: Scope }
  /** Those with one of these roles in the project that the parameter of the path names. */
  | { who: 'member'; roles: readonly Role[]; scope: Scope; project: string }
  /** Those with one of these roles in any project. */
  | { who: 'member of any'; roles: readonly Role[]; scope: Scope };
