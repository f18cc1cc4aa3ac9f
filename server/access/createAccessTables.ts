import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { AccessTables } from './AccessTables';

/** People, their roles and credentials, and the record of administrative acts. */
export async function createAccessTables(database: Kysely<AccessTables>): Promise<void> {
  const isPostgres = database.getExecutor().adapter instanceof PostgresAdapter;
  const guards = isPostgres ? postgresGuards : sqliteGuards;
  for (const statement of [...tables, ...guards]) await sql.raw(statement).execute(database);
}

/** Understood by SQLite and PostgreSQL alike. */
const tables = [
  `create table people (
    id text primary key, name text not null unique, is_admin integer not null, created_at text not null, disabled_at text)`,
  `create table memberships (
    person text not null references people (id), project text not null, role text not null,
    primary key (person, project, role))`,
  `create table tokens (
    id text primary key, hash text not null unique, name text not null, scopes text not null, project text,
    person text references people (id), created_at text not null, expires_at text, used_at text, revoked_at text)`,
  `create table sessions (
    id text primary key, hash text not null unique, person text not null references people (id), means text not null,
    browser text not null, created_at text not null, seen_at text not null, expires_at text not null, ended_at text)`,
  'create index sessions_of_person on sessions (person)',
  `create table invitations (
    hash text primary key, person text not null references people (id), created_at text not null,
    expires_at text not null, used_at text)`,
  `create table passkeys (
    id text primary key, person text not null references people (id), public_key text not null, counter bigint not null,
    transports text not null, created_at text not null, used_at text)`,
  `create table identities (
    issuer text not null, subject text not null, person text not null references people (id), created_at text not null,
    primary key (issuer, subject))`,
  `create table ceremonies (
    hash text primary key, kind text not null, person text references people (id), data text not null,
    expires_at text not null)`,
  `create table audit (
    id text primary key, at text not null, actor text not null, act text not null, subject text not null, project text,
    details text not null, address text not null)`,
];

const sqliteGuards = ['update', 'delete'].map(
  (change) =>
    `create trigger audit_refuses_${change} before ${change} on audit
    begin select raise(abort, 'the audit only grows'); end`,
);

const postgresGuards = [
  `create function audit_only_grows() returns trigger language plpgsql as $$
    begin raise exception 'the audit only grows'; end $$`,
  'create trigger audit_refuses before update or delete on audit for each row execute function audit_only_grows()',
  'create trigger audit_refuses_all before truncate on audit for each statement execute function audit_only_grows()',
];
