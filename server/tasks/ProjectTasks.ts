import { v7 } from 'uuid';
import type { TaskInfo } from '../../src/sync/tasks/TaskInfo';
import { ProblemError } from '../api/ProblemError';
import { asking } from '../database/asking';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';
import type { DataSetFiles } from '../dataSets/DataSetFiles';
import type { ProjectDataSets } from '../dataSets/ProjectDataSets';
import type { ProjectStore } from '../projects/ProjectStore';
import type { ProjectFold } from '../readModels/ProjectFold';
import type { ProjectFolds } from '../readModels/ProjectFolds';
import { disputedIn } from './disputedIn';
import { orderOf } from './orderOf';
import { overlapsOf } from './overlapsOf';
import { Reservations, type Reservation } from './Reservations';
import { TaskBoard } from './TaskBoard';

type TaskRow = Tables['tasks'];

export interface NewTask {
  /** Chosen by whoever asks; a new one unless given. */
  id?: string | undefined;
  project: string;
  name: string;
  dataSet: string;
  /** Ids in their order; null: all pairs of the data set. */
  selection: string[] | null;
  /** As the project has it where they are not given. */
  overlap?: number | undefined;
  /** Pairs that another number of people judge. */
  overlaps?: Record<string, number> | undefined;
  reservationMinutes?: number | undefined;
  madeBy: string;
}

/** Who looks at a task. */
export interface TaskViewer {
  person: string;
  judges: boolean;
  adjudicates: boolean;
}

/** A task with where its pairs stand, up to what the ledger has now. */
export interface OpenTask {
  row: TaskRow;
  board: TaskBoard;
  fold: ProjectFold;
}

interface Ports {
  database: SqlDatabase;
  projects: ProjectStore;
  dataSets: ProjectDataSets;
  folds: ProjectFolds;
  now?: () => Date;
}

/** The tasks of all projects, and what people take of them. What is judged is read from the ledger alone. */
export class ProjectTasks {
  readonly reservations: Reservations;
  readonly #boards = new Map<string, Promise<TaskBoard>>();
  readonly #files: DataSetFiles;

  constructor(private readonly ports: Ports) {
    this.reservations = new Reservations(ports.database, ports.now);
    this.#files = ports.dataSets.files;
  }

  /** The tasks of a project as a person sees them, the oldest first. */
  async list(project: string, viewer: TaskViewer): Promise<TaskInfo[]> {
    await this.ports.projects.project(project);
    const infos: TaskInfo[] = [];
    for (const row of await this.#rows(project)) infos.push(await this.#info(await this.#opened(row), viewer));
    return infos;
  }

  async task(project: string, id: string, viewer: TaskViewer): Promise<TaskInfo> {
    return this.#info(await this.open(project, id), viewer);
  }

  /**
   * Makes a task; asked again with the id of one that is there, nothing happens.
   * @throws ProblemError 404, 409 where the data set is retired or the id is another task's, 422 where it names pairs that there are not
   */
  async create({ project, name, dataSet, selection, madeBy, id = v7(), ...given }: NewTask): Promise<string> {
    const { settings } = await this.ports.projects.project(project);
    const { retiredAt } = await this.ports.dataSets.dataSet(project, dataSet);
    if (retiredAt !== null)
      throw new ProblemError(409, 'The data set is retired', 'Send its file once more to use it again.');
    const pairs = await this.#files.pairs(dataSet);
    const order = orderOf(pairs, selection);
    const overlaps = given.overlaps && Object.keys(given.overlaps).length > 0 ? given.overlaps : null;
    overlapsOf(pairs, order, given.overlap ?? settings.overlap, overlaps);
    const row: TaskRow = {
      ...{
        id,
        project,
        name,
        data_set: dataSet,
        pairs: order.length,
        pair_overlaps: overlaps && JSON.stringify(overlaps),
      },
      selection: selection === null ? null : JSON.stringify(selection),
      overlap: given.overlap ?? settings.overlap,
      reservation_minutes: given.reservationMinutes ?? settings.reservationMinutes,
      ...{ made_at: this.#now(), made_by: madeBy, closed_at: null },
    };
    await asking(this.ports.database, (kysely) =>
      kysely
        .insertInto('tasks')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute(),
    );
    const there = await this.#row(project, id).catch(() => null);
    if (there?.name !== name || there.data_set !== dataSet) throw idTaken(id);
    return id;
  }

  /** Nobody gets pairs of it any more; what is held stays held. */
  async close(project: string, id: string): Promise<void> {
    await this.#row(project, id);
    const closed_at = this.#now();
    await asking(this.ports.database, (kysely) =>
      kysely.updateTable('tasks').set({ closed_at }).where('id', '=', id).where('closed_at', 'is', null).execute(),
    );
  }

  /** Holds up to `size` pairs for a person. None: nothing of the task is open to them now. */
  async reserve(project: string, id: string, person: string, wanted: { id: string; size: number }): Promise<void> {
    const { row, board } = await this.open(project, id);
    if (row.closed_at !== null) throw new ProblemError(409, 'The task is closed', 'Take another task.');
    const reservation = { id: wanted.id, project, task: id, person, minutes: row.reservation_minutes };
    await this.reservations.take(reservation, (held) => board.choose({ person, held }, wanted.size));
  }

  /** The pairs that a person was given and did not give back, or has judged, in the order in which they were given. */
  async givenTo(project: string, id: string, person: string): Promise<string[]> {
    const { fold } = await this.open(project, id);
    const judged = fold.judgedBy(person);
    const taken = await this.reservations.ofPerson(id, person);
    const kept = taken.flatMap(({ row, pairs }) =>
      row.released_at === null ? pairs : pairs.filter((pair) => judged.has(pair)),
    );
    return [...new Set(kept)];
  }

  /** All tasks of a project with where their pairs stand. */
  async boards(project: string): Promise<{ id: string; board: TaskBoard }[]> {
    const boards: { id: string; board: TaskBoard }[] = [];
    for (const row of await this.#rows(project)) boards.push({ id: row.id, board: (await this.#opened(row)).board });
    return boards;
  }

  /** @throws ProblemError 404 */
  async open(project: string, id: string): Promise<OpenTask> {
    return this.#opened(await this.#row(project, id));
  }

  async #opened(row: TaskRow): Promise<OpenTask> {
    const [fold, board] = [await this.ports.folds.upToDate(row.project), await this.#board(row)];
    board.follow(fold);
    return { row, board, fold };
  }

  #rows(project: string): Promise<TaskRow[]> {
    return asking(this.ports.database, (kysely) =>
      kysely.selectFrom('tasks').selectAll().where('project', '=', project).orderBy('made_at').orderBy('id').execute(),
    );
  }

  async #row(project: string, id: string): Promise<TaskRow> {
    const found = await asking(this.ports.database, (kysely) =>
      kysely.selectFrom('tasks').selectAll().where('project', '=', project).where('id', '=', id).executeTakeFirst(),
    );
    if (found) return found;
    throw new ProblemError(404, 'No such task', `Project ${project} has no task ${id}.`);
  }

  #board(row: TaskRow): Promise<TaskBoard> {
    const making = this.#boards.get(row.id) ?? this.#makeBoard(row);
    this.#boards.set(row.id, making);
    making.catch(() => this.#boards.delete(row.id));
    return making;
  }

  async #makeBoard({ data_set, selection, overlap, pair_overlaps: named }: TaskRow): Promise<TaskBoard> {
    const pairs = await this.#files.pairs(data_set);
    const order = orderOf(pairs, selection === null ? null : (JSON.parse(selection) as string[]));
    const others = named === null ? null : (JSON.parse(named) as Record<string, number>);
    return new TaskBoard(pairs, order, overlapsOf(pairs, order, overlap, others));
  }

  async #info({ row, board, fold }: OpenTask, { person, judges, adjudicates }: TaskViewer): Promise<TaskInfo> {
    const { id, name, pairs, overlap } = row;
    const judged = fold.judgedBy(person);
    const held = await this.reservations.held(row.project);
    const taken = await this.reservations.ofPerson(id, person);
    return {
      ...{ id, name, pairs, overlap, reservationMinutes: row.reservation_minutes },
      ...{ madeAt: row.made_at, closedAt: row.closed_at },
      ...{ done: board.withVotes(0), beyond: board.withVotes(1) },
      judged: board.countOf(judged),
      open: judges && row.closed_at === null ? board.open({ person, held }) : 0,
      disputed: adjudicates ? disputedIn(fold, board).length : null,
      reservations: taken.map((one) => this.#reservationInfo(one, judged)),
    };
  }

  #reservationInfo({ row, pairs }: Reservation, judged: ReadonlySet<string>): TaskInfo['reservations'][number] {
    const { id, made_at: madeAt, expires_at: expiresAt } = row;
    const done = pairs.filter((pair) => judged.has(pair)).length;
    return { id, pairs: pairs.length, judged: done, madeAt, expiresAt, state: this.reservations.stateOf(row) };
  }

  #now(): string {
    return (this.ports.now?.() ?? new Date()).toISOString();
  }
}

function idTaken(id: string): ProblemError {
  return new ProblemError(409, 'The id is taken', `Task ${id} is another one: choose a new random id.`);
}
