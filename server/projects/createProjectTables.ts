import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/Tables';
import { mainStore } from '../../src/sync/wire/wirePaths';
import { usualSettings } from './ProjectSettings';

/** Projects with their protocols, data sets and tasks; and the project of the ledger that every server has. */
export async function createProjectTables(database: Kysely<Tables>): Promise<void> {
  for (const statement of projectTables) await sql.raw(statement).execute(database);
  const { overlap, reservationMinutes, reveal } = usualSettings;
  const settings = { overlap, reservation_minutes: reservationMinutes, reveal };
  const main = { id: mainStore, name: 'Main project', made_at: new Date().toISOString(), ...settings };
  await database.insertInto('projects').values(main).execute();
}

/** Understood by SQLite and PostgreSQL alike. */
const projectTables = [
  `create table projects (
    id text primary key, name text not null, made_at text not null, overlap integer not null,
    reservation_minutes integer not null, reveal text not null)`,
  `create table protocols (
    project text not null references projects (id), number integer not null, name text not null, text text not null,
    sha256 text not null, since text not null, added_by text not null, primary key (project, number),
    unique (project, name))`,
  `create table data_sets (
    project text not null references projects (id), id text not null, name text not null, file text not null,
    bytes bigint not null, format text not null, items bigint not null, pairs bigint not null, added_at text not null,
    added_by text not null, retired_at text, primary key (project, id))`,
  `create table tasks (
    id text primary key, project text not null references projects (id), name text not null, data_set text not null,
    selection text, pairs bigint not null, overlap integer not null, reservation_minutes integer not null,
    made_at text not null, made_by text not null, closed_at text)`,
  'create index tasks_of_project on tasks (project)',
  `create table reservations (
    id text primary key, project text not null, task text not null references tasks (id), person text not null,
    made_at text not null, expires_at text not null, released_at text)`,
  'create index reservations_in_time on reservations (project, expires_at)',
  'create index reservations_of_person on reservations (task, person)',
  `create table reserved_pairs (
    reservation text not null references reservations (id), place integer not null, pair text not null,
    primary key (reservation, place))`,
];
