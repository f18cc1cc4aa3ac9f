import type { TaskInfo } from '../../sync/tasks/TaskInfo';

/** What this browser remembers of the server's tasks, for when the server cannot be reached. */
export interface KeptTasks {
  list: TaskInfo[];
  /** ISO 8601, of the answer. */
  at: string;
  /** The data set that holds the pairs taken of a task, by the task's id. */
  dataSets: Record<string, string>;
  /** Reservations that were asked for and not answered yet, by task: asked again they take nothing more. */
  asked: Record<string, { id: string; size: number }>;
}

export const tasksSetting = 'tasks';
export const noTasks: KeptTasks = { list: [], at: '', dataSets: {}, asked: {} };
