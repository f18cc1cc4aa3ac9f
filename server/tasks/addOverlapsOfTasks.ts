import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/Tables';

/** How many people judge single pairs of a task, where it is another number than of the rest. */
export async function addOverlapsOfTasks(database: Kysely<Tables>): Promise<void> {
  await sql`alter table tasks add column pair_overlaps text`.execute(database);
}
