import type { Kysely } from 'kysely';
import { ProblemError } from '../api/ProblemError';
import type { SqlDatabase } from './SqlDatabase';
import type { Tables } from './Tables';

/** Asks the database; its failures are `StorageError`s with a sentence, and refusals of the work itself stay as they are. */
export async function askDatabase<Result>(
  { kysely, explain }: SqlDatabase,
  work: (kysely: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(kysely);
  } catch (error) {
    throw error instanceof ProblemError ? error : explain(error);
  }
}
