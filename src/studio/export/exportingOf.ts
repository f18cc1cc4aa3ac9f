import type { Studio } from '../Studio.svelte';
import { Exporting } from './Exporting.svelte';

const known = new WeakMap<Studio, Exporting>();

/** The studio's export. It outlives the room: what was written can be downloaded while other rooms are open. */
export function exportingOf(studio: Studio): Exporting {
  const exporting = known.get(studio) ?? new Exporting();
  known.set(studio, exporting);
  return exporting;
}
