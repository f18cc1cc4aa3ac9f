import type { Role } from './Role';

/** Tables about who may do what, as Kysely sees them. Times are ISO 8601 in UTC; flags are 0 or 1; secrets stand as their SHA-256 only. */
export interface AccessTables {
  people: { id: string; name: string; is_admin: number; created_at: string; disabled_at: string | null };
  memberships: { person: string; project: string; role: Role };
  /** `project` null: any; `person` null: a machine of its own, else one that acts for that person. */
  tokens: {
    id: string;
    hash: string;
    name: string;
    /** Scopes with a space between them. */
    scopes: string;
    project: string | null;
    person: string | null;
    created_at: string;
    expires_at: string | null;
    used_at: string | null;
    revoked_at: string | null;
  };
  sessions: {
    id: string;
    hash: string;
    person: string;
    /** How the person signed in, and with what browser, for the list of sessions. */
    means: string;
    browser: string;
    created_at: string;
    seen_at: string;
    expires_at: string;
    ended_at: string | null;
  };
  invitations: { hash: string; person: string; created_at: string; expires_at: string; used_at: string | null };
  passkeys: {
    id: string;
    person: string;
    public_key: string;
    counter: number;
    transports: string;
    created_at: string;
    used_at: string | null;
  };
  /** Accounts at identity providers. */
  identities: { issuer: string; subject: string; person: string; created_at: string };
  /** Sign-ins under way: what the server must remember between two requests. */
  ceremonies: { hash: string; kind: string; person: string | null; data: string; expires_at: string };
  /** Only grows: the database itself refuses changes. Ids are UUIDv7, so they stand in their order. */
  audit: {
    id: string;
    at: string;
    actor: string;
    act: string;
    subject: string;
    project: string | null;
    details: string;
    address: string;
  };
}
