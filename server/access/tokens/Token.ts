import type { Scope } from '../Scope';

/** A machine's credential, as it is listed: the secret itself is shown once and kept nowhere. */
export interface Token {
  id: string;
  name: string;
  scopes: Scope[];
  /** Null: every project. */
  project: string | null;
  /** Whom it acts for, with that person's roles; null: a machine of its own. */
  person: string | null;
  createdAt: string;
  /** Null: none. */
  expiresAt: string | null;
  usedAt: string | null;
  revokedAt: string | null;
}
