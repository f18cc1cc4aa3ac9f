import { httpTasks } from '../../sync/tasks/httpTasks';
import { mainStore } from '../../sync/wire/wirePaths';
import type { Studio } from '../Studio.svelte';
import { Tasks } from './Tasks.svelte';

const made = new WeakMap<Studio, Tasks>();

/** The studio's tasks: asked for anew whenever the server has acknowledged something. */
export function tasksOf(studio: Studio): Tasks {
  const tasks =
    made.get(studio) ??
    new Tasks(
      studio,
      httpTasks(() => studio.syncing.status?.store ?? mainStore),
    );
  if (!made.has(studio)) studio.syncing.onAcknowledged = () => void tasks.refresh();
  made.set(studio, tasks);
  return tasks;
}
