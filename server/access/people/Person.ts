import type { Role } from '../Role';

/** Somebody who may sign in. */
export interface Person {
  /** Stable and without meaning: the ledger and exports name the person by it. */
  id: string;
  name: string;
  isAdmin: boolean;
  createdAt: string;
  /** Since when the person may not sign in; null for whoever may. */
  disabledAt: string | null;
  /** By project. */
  roles: Record<string, Role[]>;
}
