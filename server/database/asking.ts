import type { Kysely } from 'kysely';
import { ProblemError } from '../api/ProblemError';
import type { SqlDatabase } from './SqlDatabase';
import type { Tables } from './Tables';

/**
 * Asks the database for whoever answers a request.
 * @throws StorageError where the database fails; a refusal of the work's own goes through
 */
export async function asking<Result>(
  database: SqlDatabase,
  work: (kysely: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(database.kysely);
  } catch (error) {
    throw error instanceof ProblemError ? error : database.explain(error);
  }
}
