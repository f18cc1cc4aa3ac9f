import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { mainStore } from '../../src/sync/wire/wirePaths';
import type { LedgerTables } from './LedgerTables';

/** The ledger's first tables, with the one store that a server for one person has. */
export async function createLedgerTables(database: Kysely<LedgerTables>): Promise<void> {
  for (const statement of ledgerTables) await sql.raw(statement).execute(database);
  await database.insertInto('meta').values({ key: 'generation', value: randomUUID() }).execute();
  await database.insertInto('counter').values({ only: 1, position: 0, clients: 0 }).execute();
  await database.insertInto('stores').values({ no: 1, id: mainStore, name: 'Main ledger' }).execute();
}

/** Understood by SQLite and PostgreSQL alike. The database itself refuses a second event of an id, or in a client's place. */
const ledgerTables = [
  'create table meta (key text primary key, value text not null)',
  'create table counter ("only" integer primary key, position bigint not null, clients bigint not null)',
  'create table stores (no integer primary key, id text not null unique, name text not null)',
  `create table clients (
    no integer primary key, store integer not null references stores (no), client text not null, annotator text not null,
    count bigint not null, max_seq bigint not null, xor text not null, link text not null, unique (store, client))`,
  `create table events (
    position bigint primary key, store integer not null, client integer not null, seq bigint not null, id text not null,
    hash text not null, link text not null, received_at text not null, body text not null,
    unique (store, id), unique (client, seq))`,
  'create index events_of_store on events (store, position)',
  `create table parked (
    client integer not null, body_hash text not null, code text not null, seq bigint, id text, message text not null,
    received_at text not null, body text not null, primary key (client, body_hash, code))`,
];
