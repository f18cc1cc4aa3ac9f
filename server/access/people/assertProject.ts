import { ProblemError } from '../../api/ProblemError';
import { asking } from '../../database/asking';
import type { SqlDatabase } from '../../database/SqlDatabase';

/** @throws ProblemError 404 where there is no project of that id; a project has the id of its ledger */
export async function assertProject(database: SqlDatabase, id: string): Promise<void> {
  const row = await asking(database, (kysely) =>
    kysely.selectFrom('stores').select('no').where('id', '=', id).executeTakeFirst(),
  );
  if (!row) throw new ProblemError(404, 'No such project', `There is no project of the id ${id}.`, 'no_such_project');
}
