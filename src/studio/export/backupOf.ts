import type { Studio } from '../Studio.svelte';
import { Backup } from './Backup.svelte';

const known = new WeakMap<Studio, Backup>();

/** The studio's backup. It outlives the room: what was made can be downloaded while other rooms are open. */
export function backupOf(studio: Studio): Backup {
  const backup = known.get(studio) ?? new Backup(studio);
  known.set(studio, backup);
  return backup;
}
