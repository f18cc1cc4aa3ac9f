import { asking } from '../database/asking';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';
import { ProblemError } from '../api/ProblemError';
import type { DataSetFiles } from './DataSetFiles';
import type { ReceivedFile } from './receiveFile';
import type { DataSetInfo } from './schemas';

type Row = Tables['data_sets'];

export interface NewDataSet {
  project: string;
  /** Of the data set. */
  name: string;
  /** Of the file. */
  file: string;
  addedBy: string;
}

/** The data sets of the server's projects. A data set never changes and is never taken out: it is retired. */
export class ProjectDataSets {
  constructor(
    private readonly database: SqlDatabase,
    readonly files: DataSetFiles,
  ) {}

  /** All of a project, the oldest first. */
  list(project: string): Promise<DataSetInfo[]> {
    return asking(this.database, async (kysely) => {
      const rows = kysely.selectFrom('data_sets').selectAll().where('project', '=', project);
      return (await rows.orderBy('added_at').orderBy('id').execute()).map(infoOf);
    });
  }

  /** @throws ProblemError 404 */
  async dataSet(project: string, id: string): Promise<DataSetInfo> {
    const found = (await this.list(project)).find((dataSet) => dataSet.id === id);
    if (found) return found;
    throw new ProblemError(404, 'No such data set', `Project ${project} has no data set ${id}.`);
  }

  /**
   * Takes a file that was received. The same bytes again are the data set that is there, under its name; a retired one is back.
   * @throws ProblemError 422 where it holds no pair, 404 where there is no such project
   */
  async add({ project, name, file, addedBy }: NewDataSet, received: ReceivedFile): Promise<DataSetInfo> {
    const { format, items, pairs, bytes } = await this.files.take(received, file);
    const row: Row = {
      ...{ project, id: received.sha256, name, file, bytes, format, items, pairs },
      ...{ added_at: new Date().toISOString(), added_by: addedBy, retired_at: null },
    };
    await asking(this.database, (kysely) =>
      kysely
        .insertInto('data_sets')
        .values(row)
        .onConflict((conflict) => conflict.columns(['project', 'id']).doUpdateSet({ retired_at: null }))
        .execute(),
    );
    return this.dataSet(project, received.sha256);
  }

  /** No new task can be made of it; tasks, labels and exports of it go on. @throws ProblemError 404 */
  async retire(project: string, id: string): Promise<DataSetInfo> {
    await this.dataSet(project, id);
    const retired_at = new Date().toISOString();
    await asking(this.database, (kysely) =>
      kysely
        .updateTable('data_sets')
        .set({ retired_at })
        .where('project', '=', project)
        .where('id', '=', id)
        .where('retired_at', 'is', null)
        .execute(),
    );
    return this.dataSet(project, id);
  }
}

function infoOf(row: Row): DataSetInfo {
  const { id, name, file, bytes, format, items, pairs } = row;
  const times = { addedAt: row.added_at, addedBy: row.added_by, retiredAt: row.retired_at };
  return { id, name, file, bytes, format, items, pairs, ...times };
}
