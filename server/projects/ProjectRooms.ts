import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../api/ApiEnv';
import type { SqlDatabase } from '../database/SqlDatabase';
import { dataSetApi } from '../dataSets/dataSetApi';
import { DataSetFiles } from '../dataSets/DataSetFiles';
import { ProjectDataSets } from '../dataSets/ProjectDataSets';
import type { LedgerStore } from '../ledger/LedgerStore';
import { ProjectFolds } from '../readModels/ProjectFolds';
import { readModelApi } from '../readModels/readModelApi';
import { ReadModels } from '../readModels/ReadModels';
import { ProjectTasks } from '../tasks/ProjectTasks';
import { taskApi } from '../tasks/taskApi';
import { projectApi } from './projectApi';
import { ProjectStore } from './ProjectStore';

export interface RoomPorts {
  database: SqlDatabase;
  ledger: LedgerStore;
  dataFolder: string;
  /** The clock by which reservations expire. */
  now?: () => Date;
}

/** Everything that stands around a project's ledger: its protocols, data sets, tasks, and what the ledger folds to. */
export class ProjectRooms {
  private constructor(
    readonly projects: ProjectStore,
    readonly dataSets: ProjectDataSets,
    readonly tasks: ProjectTasks,
    readonly models: ReadModels,
  ) {}

  static async open({ database, ledger, dataFolder, ...clock }: RoomPorts): Promise<ProjectRooms> {
    const projects = new ProjectStore(database);
    const dataSets = new ProjectDataSets(database, await DataSetFiles.open(dataFolder));
    const folds = new ProjectFolds(ledger);
    const tasks = new ProjectTasks({ database, projects, dataSets, folds, ...clock });
    return new ProjectRooms(projects, dataSets, tasks, new ReadModels(folds, dataSets, tasks));
  }

  /** Its parts of the API. */
  get parts(): OpenAPIHono<ApiEnv>[] {
    const { projects, dataSets, tasks, models } = this;
    return [
      projectApi(projects),
      dataSetApi(projects, dataSets),
      taskApi(projects, tasks, dataSets.files),
      readModelApi(models, dataSets),
    ];
  }

  close(): Promise<void> {
    return this.dataSets.files.close();
  }
}
