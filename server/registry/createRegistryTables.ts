import { type Kysely, sql } from 'kysely';
import type { RegistryTables } from './RegistryTables';

/** The registry's first tables. */
export async function createRegistryTables(database: Kysely<RegistryTables>): Promise<void> {
  for (const statement of registryTables) await sql.raw(statement).execute(database);
}

/** Understood by SQLite and PostgreSQL alike. */
const registryTables = [
  'create table registry_models (name text primary key, key text not null unique, versions integer not null)',
  `create table registry_versions (
    model text not null references registry_models (name), version integer not null, digest text not null,
    architecture text not null, licence text, has_template integer not null, bytes bigint not null, origin text not null,
    registered_by text not null, registered_by_name text not null, registered_at text not null, retired_at text,
    retired_by text, primary key (model, version))`,
  `create table registry_files (
    model text not null, version integer not null, path text not null, bytes bigint not null, sha256 text not null,
    primary key (model, version, path), foreign key (model, version) references registry_versions (model, version))`,
  'create index registry_files_of_content on registry_files (sha256)',
  `create table registry_tags (
    model text not null, tag text not null, version integer not null, primary key (model, tag),
    foreign key (model, version) references registry_versions (model, version))`,
  `create table registry_uploads (
    id text primary key, model text not null, owner text not null, plan text not null, bytes bigint not null,
    version integer, touched_at text not null)`,
  `create table registry_imports (
    id text primary key, plan text not null, owner text not null, owner_name text not null, state text not null, error text,
    source_commit text, model text, version integer, started_at text not null, ended_at text)`,
];
